"""Surnames by which a name is recognised. Those that are also words need more."""

# Among the most frequent; seldom anything but a surname where an office or a name follows.
_PLAIN = (
    "王李张刘陈杨赵吴周徐孙朱胡郭何林罗郑梁谢宋唐许韩邓冯曹彭曾肖董潘袁蔡蒋余杜叶魏苏吕"
    "卢姚沈姜崔谭陆范汪廖贾韦邹熊孟秦邱侯江尹薛闫阎段龚邵钱戴莫孔汤赖庞樊殷施翁俞葛倪毕聂"
    "焦柳祝纪柯梅凌芦裴耿岳齐詹蒲辛邢娄霍佟郎仇栾冉荆游阮桂涂苗欧甄窦靳臧宫褚喻卜骆滕尤柴"
    "翟虞敖瞿覃邬冼尉郝陶贺顾武龙黎史牟晏闵鲍茹缪邝晁郜蔺逯蒙麻原"
)
_ALSO_WORDS = (
    "黄马高田程丁任钟石金夏付方白雷毛万严向常易乔文牛季章鲁尚温路左管迟古米甘宁申安时成关包占"
    "解盛华卫于童单车连段康柏葛项祖强和边童曲隋简沙巫应符计明党封雍农柏查洪阳全宗蓝兰饶丛池"
)
COMPOUND = (
    "欧阳|上官|司马|诸葛|司徒|东方|皇甫|尉迟|公孙|慕容|令狐|宇文|长孙|夏侯|轩辕|端木|百里|呼延|"
    "南宫|西门|独孤|澹台|闻人|拓跋|赫连|钟离|申屠|太史|淳于|鲜于|完颜|纳兰|左丘|东郭|第五|司空"
)
PLAIN = frozenset(_PLAIN)
ALL = PLAIN | frozenset(_ALSO_WORDS)
