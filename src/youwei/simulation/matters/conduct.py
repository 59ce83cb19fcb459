"""What people say about an organ's conduct: heading, what happened, the rulebook's themes."""

# “{organ}” is the short name of the organ that it is about, “{thing}” what the person came for.
CONDUCT = (
    (
        "{organ}窗口互相推，跑了{n}趟没办成",
        "为了{thing}去{organ}办事，一号窗口让找二号，二号让找三楼，三楼说归一号。一上午楼上楼下跑了{n}趟，最后说“今天系统不好，改天吧”。",
        ("unwilling.stalling", "unwilling.circling-procedure"),
    ),
    (
        "上班时间电话没有人接",
        "打{organ}公布的咨询电话，工作日上午下午各打了一遍，连打{n}天，要么占线要么没有人接。既然公布了电话，就应该有人接。",
        ("unwilling.unfocused",),
    ),
    (
        "窗口人员一边看手机一边答话",
        "排了一个多小时队，轮到我的时候窗口的人低头看手机，问三句答一句，头也不抬。我问能不能说清楚要什么材料，她说“墙上有，自己看”。",
        ("unwilling.idling", "afraid.rank-mindedness"),
    ),
    (
        "不给一次说清，反复要材料",
        "办{thing}的手续，第一次说缺复印件，第二次说复印件要盖章，第三次说章不对。每次都是同一个窗口，为什么不能一次说完？",
        ("unwilling.circling-procedure", "unwilling.perfunctory"),
    ),
    (
        "说好{n}个工作日，拖了{days}天",
        "承诺书上写着{n}个工作日办结，到今天已经{days}天。打电话问，回答永远是“领导还没签字”。是事情难办，还是没有人愿意签这个字？",
        ("afraid.no-small-risk", "unwilling.stalling"),
    ),
    (
        "符合条件就是不给办",
        "条件一条一条对过，都符合。{organ}的工作人员承认符合，但是说“以前没办过，不敢开这个口子”。政策写得清清楚楚，怎么就不敢呢？",
        ("unwilling.not-doing", "afraid.avoiding-difficulty"),
    ),
    (
        "答复等于没答复",
        "之前反映过一次，收到的答复是“您反映的问题已收悉，将按有关规定办理”。什么规定、谁办、什么时候办，一个字也没有。",
        ("unwilling.perfunctory", "unwilling.process-over-results"),
    ),
    (
        "还没到下班时间就关窗口",
        "下午四点二十到的大厅，{organ}的窗口已经挂了“暂停服务”，里面几个人在聊天。门口写的是五点半下班。",
        ("unwilling.unfocused", "unwilling.less-is-safer"),
    ),
    (
        "态度生硬，像在训人",
        "就多问了一句，工作人员声音一下高了八度：“跟你说了多少遍了！”其实我是第一次来。旁边排队的人都看着，心里很难受。",
        ("afraid.rank-mindedness",),
    ),
    (
        "嘴上说能办，就是不动",
        "每次去都笑脸相迎，说“没问题，马上办”，{m}个月过去了，一步也没有动。宁可他当初告诉我办不了。",
        ("unwilling.feigned-compliance", "unwilling.hidden-blocking"),
    ),
    (
        "检查组来之前才有人上班",
        "平时这个服务点十次有八次锁着门，听说上面要来检查，前一天又擦玻璃又摆牌子。检查一走，门又锁上了。",
        ("unwilling.unfocused", "afraid.lost-oversight"),
    ),
    (
        "死抠一个字不给受理",
        "身份信息都对得上，只因为申请表上一个字是繁体，就不给受理，让回{county}重新开。来回两百里，就为一个字。",
        ("unwilling.rigid-rules",),
    ),
)
OWN_MATTER = (
    "请{organ}尽快办理我关于{thing}的申请。申请材料已于{m}个月前交齐，至今没有办结。",
    "我关于{thing}的申请材料已经补齐，请{organ}按公布的时限办结，并告诉我结果。",
    "我关于{thing}的申请还缺哪一样材料，请{organ}书面告诉我，一次说清。",
)
ABOUT_OFFICE = (
    "整顿办的电话没有人回",
    "两周前给整顿办打电话反映问题，接电话的人说记下了会回电，到现在没有人联系。请上一级看一看，整顿别人的单位自己是不是也这样。",
)
