"""What a parsed document amounts to when it is executed: fragments in their places, fields merged."""

from collections.abc import Iterable, Iterator

from graphql import (
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    InlineFragmentNode,
    OperationDefinitionNode,
    OperationType,
    SelectionSetNode,
)

from execution.limits import LimitExceededError, Limits

_INTROSPECTION = "__"


def measure(document: DocumentNode, limits: Limits) -> None:
    """Pass a document whose shape is within the limits, at a cost that the limits bound.

    Raises: LimitExceededError naming the first limit that is exceeded.
    """
    _Measure(document, limits).take()


class _Measure:
    def __init__(self, document: DocumentNode, limits: Limits) -> None:
        definitions = document.definitions
        self._limits = limits
        self._operations = [node for node in definitions if isinstance(node, OperationDefinitionNode)]
        self._fragments = {
            node.name.value: node for node in definitions if isinstance(node, FragmentDefinitionNode)
        }
        self._unseen = set(self._fragments)
        self._fields = 0

    def take(self) -> None:
        self._within("operations", len(self._operations))
        self._within("fragments", len(self._fragments))
        for operation in self._operations:
            root = self._merged([operation.selection_set])
            if operation.operation is not OperationType.SUBSCRIPTION:
                self._within("root_fields", len(root))
            self._descend(root, 1)
        while self._unseen:
            # Not executed, but validated.
            fragment = self._fragments[self._unseen.pop()]
            self._descend(self._merged([fragment.selection_set]), 1)

    def _descend(self, groups: dict[str, list[FieldNode]], depth: int) -> None:
        for fields in groups.values():
            self._within("repetitions", len(fields))
            inner = [field.selection_set for field in fields if field.selection_set]
            if not inner:
                continue
            # Introspection is deep by nature; a rule of its own bounds it.
            level = 0 if fields[0].name.value.startswith(_INTROSPECTION) else depth + (depth > 0)
            self._within("depth", level)
            self._descend(self._merged(inner), level)

    def _merged(self, selections: Iterable[SelectionSetNode]) -> dict[str, list[FieldNode]]:
        """The fields of selections, by the name under which they answer."""
        groups: dict[str, list[FieldNode]] = {}
        spread: set[str] = set()
        for selection in selections:
            for field in self._expanded(selection, spread):
                self._fields += 1
                self._within("fields", self._fields)
                groups.setdefault((field.alias or field.name).value, []).append(field)
        return groups

    def _expanded(self, selection: SelectionSetNode, spread: set[str]) -> Iterator[FieldNode]:
        """A selection's fields, those of its fragments in their places, each fragment once."""
        waiting = list(reversed(selection.selections))
        while waiting:
            node = waiting.pop()
            if isinstance(node, FieldNode):
                yield node
            elif isinstance(node, InlineFragmentNode):
                waiting.extend(reversed(node.selection_set.selections))
            elif isinstance(node, FragmentSpreadNode):
                fragment = self._fragments.get(node.name.value)
                if fragment is not None and node.name.value not in spread:
                    spread.add(node.name.value)
                    self._unseen.discard(node.name.value)
                    waiting.extend(reversed(fragment.selection_set.selections))

    def _within(self, name: str, count: int) -> None:
        if count > getattr(self._limits, name):
            raise LimitExceededError(self._limits, name)
