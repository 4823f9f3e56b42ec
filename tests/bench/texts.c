/* texts.c - the texts that bench measures on
 * SPDX-License-Identifier: MIT
 */
#include "texts.h"

#include <stdint.h>
#include <string.h>

static const char *const chinese[] = {
    "一、本年度主要工作情况\n",
    "根据年初确定的目标任务，我们坚持问题导向，抓重点、补短板、强弱项，各项工作取得了新的进展。\n",
    "（一）农村道路养护。全年共完成路面修补3200平方米，清理边沟18公里，更换警示牌46块，群众满意度达到96.5%。\n",
    "同时，结合汛期特点，组织养护人员开展隐患排查，做到“早发现、早上报、早处置”，确保了安全畅通。\n",
    "（二）图书馆建设。新增藏书1.2万册，接待读者8.7万人次，其中少年儿童占四成；夜间开放时间延长至21:30。\n",
    "我们还与周边学校、社区合作，举办讲座、展览、亲子阅读等活动63场，让更多的人走进来、坐下来、读进去。\n",
    "（三）存在的问题：一是经费渠道比较单一；二是专业人员不足，培训跟不上；三是部分设备老化，维修成本逐年上升。\n",
    "二、下一步打算\n",
    "1．进一步完善制度，明确责任，把每一项任务落实到岗位、落实到人，形成一级抓一级、层层抓落实的工作格局。\n",
    "2．加大宣传力度，充分利用广播、橱窗、公众号等多种形式，及时回应群众关切，不断提高服务水平。\n",
    "3．加强与兄弟单位的交流学习，取长补短，努力在新的一年里把各项工作推上一个新的台阶！\n",
    "以上报告，如有不妥之处，敬请批评指正。谢谢大家！\n",
    "去年秋天，果园里的梨树遭了一场冰雹，老周蹲在地头抽了半宿烟，第二天一早还是扛着锄头上了山。\n",
    "验收组认为：该项目资料齐全、程序规范、质量合格，建议通过验收，并尽快办理移交手续。\n",
    NULL,
};

static const char *const markdown[] = {
    "# Release notes\n\n",
    "## What changed\n\n",
    "- The importer reads *both* layouts; see [the guide](https://example.org/guide#layouts) for details.\n",
    "- `config.yaml` may hold `$HOME` and `${PORT}`, and `&` no longer needs quoting (#1482, #1490).\n",
    "### Upgrading\n\n",
    "Run `migrate --dry-run` first. It prints what it would do & leaves everything as it is.\n\n",
    "| option | default | meaning |\n|---|---|---|\n| `depth` | 3 | how far links are followed |\n",
    "```sh\n# make a copy first\ncp -a \"$DATA\" \"$DATA.bak\" && ./upgrade.sh\n```\n\n",
    "The repair of the painted paid-for pages took longer than planned; nothing else is held back.\n\n",
    NULL,
};

static const char *const notes[] = {
    "# 果园手记\n\n",
    "## 三月：修枝\n\n",
    "今年的雪化得晚，**北坡**的十二行梨树到月中才能下剪；南坡照旧，先去*徒长枝*，再去交叉枝。\n\n",
    "- [x] 剪口涂蜡\n- [ ] 清沟、培土\n- [ ] 量一量新栽的苗：`高度 / 2` 以下的侧芽全部抹掉\n\n",
    "1. 早上看温度计，低于 4℃ 不喷药；\n2. 石硫合剂兑水 1:10，现配现用。\n\n",
    "> 老周说：“树和人一样，伤口要对着太阳长。”\n\n",
    "| 品种 | 行数 | 去年产量 |\n|------|-----:|---------:|\n| 雪花梨 | 12 | 3,480 斤 |\n\n",
    "配药的算法见 [这张表](https://example.org/spray?crop=pear&v=2#表二)，下面是记录温度的命令：\n\n",
    "```sh\nsensor read --every 10m >> $HOME/log/orchard.csv  # 每十分钟一次\n```\n\n",
    "![北坡的梨花](images/north-slope.jpg \"四月八日\")\n\n***\n\n",
    NULL,
};

static const char *const html[] = {
    "<h2 style=\"text-align: center;\"><strong>老街的桥修好了</strong></h2>\n",
    "<p style=\"text-indent: 2em; line-height: 1.75em;\"><span style=\"font-size: 16px; font-family: 宋体, SimSun;\">"
    "入冬以后，河水退到了桥墩以下，施工队抓住这两个月，把三个桥孔的条石一块一块拆下来编号，再按原样砌回去。"
    "</span></p>\n",
    "<p style=\"text-indent: 2em;\"><span style=\"color: rgb(63, 63, 63);\">"
    "据工地上的老师傅说，最难的不是石头，而是灰浆：糯米汁、石灰和细沙的比例试了十一次，才敢往桥上用。"
    "</span><br/></p>\n",
    "<p style=\"text-align: center;\"><img src=\"/uploads/20240312/9b41c7d20e6f.jpg\" title=\"桥\" alt=\"bridge.jpg\" "
    "width=\"640\" height=\"427\"/></p>\n",
    "<p>&nbsp; &nbsp; &nbsp; &nbsp;"
    "记者在现场看到，桥面比原来宽了半米，两侧的栏杆沿用旧料，缺的二十七根由县里的石匠补齐。&nbsp;</p>\n",
    "<p>&nbsp;</p>\n",
    "<p>相关阅读：<a href=\"/article/show.html?id=3182&amp;from=list\" target=\"_blank\" rel=\"noopener\">"
    "两座廊桥列入保护名单</a>、"
    "<a href=\"https://example.org/bridges/#stone\">Stone bridges of the upper valley</a></p>\n",
    "<blockquote><p><em>&ldquo;A bridge is finished when the first cart has crossed it,&rdquo; "
    "the surveyor noted in 1887.</em></p></blockquote>\n",
    "<p><span style=\"font-size: 14px;\"><strong>工期</strong>："
    "<span style=\"background-color: #ffff00;\">2023年11月</span>&mdash;2024年2月；"
    "<strong>造价</strong>：人民币&yen;186.4万元（含设计费）。</span></p>\n",
    "<table border=\"1\" cellspacing=\"0\"><tbody><tr><td width=\"120\">桥孔</td><td>3个</td></tr>"
    "<tr><td>全长</td><td>41.6米</td></tr></tbody></table>\n",
    "<ul class=\"list-paddingleft-2\">"
    "<li><p>货车请绕行北岸公路；</p></li><li><p>汛期水位超过二级时封桥。</p></li></ul>\n",
    "<p style=\"text-indent: 2em;\">"
    "开通那天没有剪彩，第一个走过去的是住在对岸的小学生，他每天要省下四十分钟的路。</p>\n",
    NULL,
};

static const char *const tags[] = {
    "<div class=\"row\"><div class=\"col-md-4\"><div class=\"card\">"
    "<a href=\"/p/204\"><img src=\"/t/204.webp\" alt=\"\"></a></div></div></div>\n",
    "<ul class=\"nav\"><li><a href=\"/\">首页</a></li><li class=\"on\"><a href=\"/news\">要闻</a></li></ul>\n",
    "<tr><td>1</td><td><b>桥</b></td><td><i>a</i></td><td></td>"
    "<td><input type=\"checkbox\" name=\"id[]\" value=\"7\"></td></tr>\n",
    "<span><span><b>水</b></span></span><br><wbr><span data-v-3f2a=\"\"></span>",
    "<!-- list --><p><a href=\"#n1\"><sup>[1]</sup></a><em>p</em><em>a</em><code>id</code></p><!-- /list -->\n",
    "<svg viewBox=\"0 0 16 16\"><path d=\"M8 1l2 5h5l-4 3 2 6-5-4-5 4 2-6-4-3h5z\"/></svg>",
    NULL,
};

static const char *const ascii[] = {
    "The valley lay quiet under the first snow, and nobody in the village expected a visitor that week. ",
    "She counted the apples twice, wrote the number into the ledger, and closed the shutters against the wind.\n",
    "By noon the road had been cleared as far as the mill, though the bridge remained impassable until spring. ",
    "\"You might as well stay,\" he said, pushing the kettle over the fire; \"there is bread, and there is time.\"\n",
    "What the surveyors had drawn as a straight line turned out to be eleven miles of bog, birch and old fences.\n",
    "It rained again on Tuesday. ",
    NULL,
};

static const char *const emoji[] = {
    "Größere Änderungen brauchen Zeit – und manchmal ein bisschen Glück 🍀. ",
    "Le café d’été était déjà fermé, hélas ☕️; nous sommes allés à la plage 🏖️ !\n",
    "El niño comió piña y soñó con el océano 🌊🐚 toda la mañana.\n",
    "Zażółć gęślą jaźń 😀, powiedział ktoś z tyłu sali. ",
    "Party på lördag 🎉🎂🥳 – ta med något gott!\n",
    NULL,
};

static const char *const korean[] = {
    "올해 사업 계획에 따라 우리는 지역 도서관을 새로 꾸미고 이용 시간을 늘렸습니다. ",
    "주민 여러분의 의견을 모아 다음 달 초까지 결과를 알려 드리겠습니다.\n",
    NULL,
};

static const char *const hashes[] = {"################################", NULL};
static const char *const begins[] = {"##paidbegi", NULL};
static const char *const markers[] = {"##paidbegin####paidend##", NULL};
static const char *const signs[] = {"＃", NULL};
static const char *const names[] = {"paid", NULL};
static const char *const references[] = {"&#112;&#97;", NULL};
static const char *const percents[] = {"%70%61", NULL};
static const char *const backslashes[] = {"\\u0070\\u0061", NULL};
static const char *const bold[] = {"<b>p</b><b>a</b>", NULL};
static const char *const long_tags[] = {
    "p<a href=\"/a/very/long/way/to/go/before/this/tag/ends\" title=\"and there is yet more of it, to no end\">", NULL};
static const char *const open_tags[] = {"p<a title=\"", NULL};
static const char *const gaps[] = {"p-a-i-d-b-e-g-i-", NULL};
static const char *const unframed[] = {"paidbegi", NULL};
static const char *const comments[] = {"<!--", NULL};
static const char *const near_misses[] = {"##paidbecom", NULL};
static const char *const brackets[] = {"#>", NULL};
static const char *const framed_tags[] = {"##<b>", NULL};
static const char *const escaped_tags[] = {"##&lt;b&gt;", NULL};
static const char *const short_tags[] = {"p$><", NULL};
static const char *const escaped_signs[] = {"\\#", NULL};
static const char *const many_signs[] = {">paid&#!%23$", NULL};
static const char *const other_sets[] = {"$$paidbegi", "<pai", "<!--members-onl", "<!--mor", NULL};

const struct bench_text bench_texts[] = {
    {"chinese", "a report", false, chinese},
    {"markdown", "release notes", false, markdown},
    {"notes", "Markdown in Chinese", false, notes},
    {"html", "an article as a rich editor stores it", false, html},
    {"tags", "a page that is more tags than text", false, tags},
    {"ascii", "English prose", false, ascii},
    {"emoji", "Latin letters with accents, and emoji", false, emoji},
    {"korean", "leads that need the full UTF-8 check", false, korean},
    {"hashes", "# without end", true, hashes},
    {"begins", "##paidbegi again and again", true, begins},
    {"markers", "a marker every 12 bytes", true, markers},
    {"signs", "U+FF03 again and again", true, signs},
    {"names", "paid again and again", true, names},
    {"references", "letters as character references", true, references},
    {"percents", "letters as in addresses", true, percents},
    {"backslashes", "letters as in JSON", true, backslashes},
    {"bold", "each letter in a tag of its own", true, bold},
    {"long-tags", "a letter between long tags", true, long_tags},
    {"open-tags", "tags that do not end", true, open_tags},
    {"gaps", "a name with gaps, but for its last letter", true, gaps},
    {"unframed", "a name without signs, but for its last letter", true, unframed},
    {"comments", "<!-- again and again", true, comments},
    {"near-misses", "signs and a name that is almost near enough", true, near_misses},
    {"brackets", "signs with what may be the end of a tag between", true, brackets},
    {"framed-tags", "signs and tags, without a name", true, framed_tags},
    {"escaped-tags", "signs and tags that are escaped", true, escaped_tags},
    {"short-tags", "a letter, and no end of tags behind it", true, short_tags},
    {"escaped-signs", "signs behind backslashes", true, escaped_signs},
    {"many-signs", "signs of all kinds around a name", true, many_signs},
    {"other-sets", "what begins like tokens of other sets", true, other_sets},
};

const size_t bench_text_count = sizeof bench_texts / sizeof bench_texts[0];

void bench_fill(const struct bench_text *text, char *buffer, size_t bytes)
{
    size_t count = 0, filled = 0;
    uint32_t state = 1;

    while (text->pieces[count] != NULL)
        count++;
    for (;;) {
        /* Numerical Recipes' linear congruential generator: any order will do, if it is the same in every run. */
        state = state * 1664525u + 1013904223u;
        const char *piece = text->pieces[(state >> 16) % count];
        size_t size = strlen(piece);

        if (size > bytes - filled)
            break;
        memcpy(buffer + filled, piece, size);
        filled += size;
    }
    memset(buffer + filled, '\n', bytes - filled);
}
