"""The receipt's passphrase: twelve characters of a table of 256, 96 bits.

The characters are common, look unlike each other, and no two share a syllable: so each can be
written by hand, read out, and typed as a character or, on an English keyboard, by its syllable
without the tone. The table is our own choice of characters.
"""

import hashlib
import hmac
import re
import unicodedata

from youwei.listening.disclosures.rules.refusals import WrongPhrase

_TABLE = """
爱ai 安an 八ba 白bai 半ban 包bao 北bei 笔bi 边bian 表biao 冰bing 布bu 菜cai 餐can 草cao 茶cha
柴chai 蝉chan 厂chang 超chao 晨chen 城cheng 虫chong 绸chou 出chu 船chuan 窗chuang 春chun 词ci
村cun 搭da 带dai 蛋dan 灯deng 弟di 店dian 钓diao 丁ding 东dong 豆dou 短duan 朵duo 鹅e 耳er
房fang 飞fei 粉fen 风feng 福fu 盖gai 甘gan 钢gang 高gao 歌ge 根gen 耕geng 弓gong 狗gou 瓜gua
罐guan 光guang 贵gui 果guo 海hai 寒han 豪hao 荷he 黑hei 红hong 猴hou 湖hu 花hua 黄huang 灰hui
火huo 鸡ji 家jia 江jiang 脚jiao 街jie 金jin 井jing 酒jiu 菊ju 军jun 开kai 砍kan 康kang 考kao
课ke 孔kong 口kou 苦ku 快kuai 宽kuan 矿kuang 辣la 来lai 蓝lan 狼lang 老lao 雷lei 冷leng 梨li
莲lian 亮liang 林lin 铃ling 柳liu 龙long 楼lou 路lu 锣luo 马ma 麦mai 满man 忙mang 猫mao 梅mei
门men 梦meng 米mi 棉mian 苗miao 民min 明ming 墨mo 木mu 拿na 奶nai 南nan 脑nao 泥ni 年nian 鸟niao
柠ning 牛niu 农nong 暖nuan 藕ou 牌pai 盘pan 跑pao 盆pen 棚peng 皮pi 篇pian 票piao 品pin 瓶ping
坡po 葡pu 旗qi 钱qian 墙qiang 桥qiao 琴qin 青qing 秋qiu 泉quan 裙qun 热re 人ren 绒rong 肉rou
软ruan 瑞rui 伞san 扫sao 森sen 沙sha 山shan 赏shang 蛇she 深shen 石shi 手shou 书shu 刷shua
霜shuang 水shui 顺shun 丝si 松song 酥su 蒜suan 穗sui 笋sun 锁suo 塔ta 台tai 糖tang 桃tao 藤teng
梯ti 田tian 铁tie 亭ting 铜tong 头tou 兔tu 团tuan 腿tui 瓦wa 外wai 碗wan 网wang 围wei 文wen 雾wu
西xi 霞xia 线xian 香xiang 小xiao 鞋xie 心xin 星xing 熊xiong 绣xiu 选xuan 雪xue 鸭ya 盐yan 羊yang
药yao 叶ye 衣yi 银yin 鹰ying 泳yong 油you 鱼yu 园yuan 月yue 云yun 枣zao 摘zhai 站zhan 掌zhang
照zhao 针zhen 正zheng 纸zhi 钟zhong 舟zhou 竹zhu 抓zhua 砖zhuan 庄zhuang 桌zhuo 紫zi 走zou 足zu
嘴zui 左zuo
"""
LENGTH = 12
GROUP = 4
_BY_CHARACTER = {entry[0]: entry[1:] for entry in _TABLE.split()}
_BY_SYLLABLE = {syllable: character for character, syllable in _BY_CHARACTER.items()}
CHARACTERS = tuple(_BY_CHARACTER)
assert len(CHARACTERS) == len(_BY_SYLLABLE) == 256
_WORD = re.compile(r"[a-z]+|[^\W\d_a-z]")


def phrase_of(nonce: str, *, key: bytes) -> str:
    """The phrase that belongs to a form's nonce; derived, so that the same form sent twice shows
    the same one, although it is kept nowhere. Without `key` it cannot be guessed.
    """
    digest = hmac.digest(key, b"phrase:" + nonce.encode(), hashlib.sha256)
    return "".join(CHARACTERS[byte] for byte in digest[:LENGTH])


def groups(phrase: str) -> tuple[str, ...]:
    return tuple(phrase[i : i + GROUP] for i in range(0, len(phrase), GROUP))


def syllables(phrase: str) -> tuple[str, ...]:
    """The same in letters, group by group."""
    return tuple(" ".join(_BY_CHARACTER[one] for one in group) for group in groups(phrase))


def read(typed: str) -> str:
    """The phrase in characters, from characters or syllables in any mixture, however parted.

    Raises WrongPhrase for what cannot be a phrase; that says nothing about any receipt.
    """
    plain = unicodedata.normalize("NFKC", typed[:400]).lower()
    found = [_character(word) for word in _WORD.findall(plain)]
    if len(found) != LENGTH or None in found:
        raise WrongPhrase(field="phrase")
    return "".join(one for one in found if one)


def _character(word: str) -> str | None:
    return word if word in _BY_CHARACTER else _BY_SYLLABLE.get(word)
