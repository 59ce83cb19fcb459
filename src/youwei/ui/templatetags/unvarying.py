"""`{% unvarying %}…{% endunvarying %}`: rendered once per language and process.

For a part of a page that says the same to everybody: no variable, no block, no form token in it.
"""

from django import template
from django.template.base import NodeList, Parser, Token, VariableNode
from django.template.context import Context
from django.template.loader_tags import BlockNode
from django.utils.safestring import SafeString
from django.utils.translation import get_language

register = template.Library()


class UnvaryingNode(template.Node):
    def __init__(self, nodelist: NodeList) -> None:
        self.nodelist = nodelist
        self.rendered: dict[str | None, SafeString] = {}

    def render(self, context: Context) -> SafeString:
        language = get_language()
        if language not in self.rendered:
            # Nothing of this request can enter what the next one is shown.
            self.rendered[language] = self.nodelist.render(_bare(context))
        return self.rendered[language]


def _bare(context: Context) -> Context:
    bare = Context({}, autoescape=context.autoescape)
    bare.template, bare.render_context = context.template, context.render_context
    return bare


@register.tag
def unvarying(parser: Parser, token: Token) -> UnvaryingNode:
    nodelist = parser.parse(("endunvarying",))
    parser.delete_first_token()
    for kind in (VariableNode, BlockNode):
        if nodelist.get_nodes_by_type(kind):
            raise template.TemplateSyntaxError("what varies stands outside of {% unvarying %}")
    return UnvaryingNode(nodelist)
