"""Chooses the completion of a field's type."""

from typing import TYPE_CHECKING, cast

from graphql import (
    GraphQLObjectType,
    GraphQLOutputType,
    is_abstract_type,
    is_leaf_type,
    is_list_type,
    is_non_null_type,
)

from execution.completion import Completion, ListCompletion
from execution.leaves import LeafCompletion
from execution.objects import AbstractCompletion, ObjectCompletion

if TYPE_CHECKING:
    from execution.selection import Step


def completion_of(type_: GraphQLOutputType, step: "Step") -> Completion:
    """What completes values of this type for this step."""
    non_null = is_non_null_type(type_)
    named = type_.of_type if is_non_null_type(type_) else type_
    if is_list_type(named):
        return ListCompletion(step, completion_of(named.of_type, step), non_null=non_null)
    if is_leaf_type(named):
        return LeafCompletion(step, named, non_null=non_null)
    if is_abstract_type(named):
        return AbstractCompletion(step, named, non_null=non_null)
    return ObjectCompletion(step, cast("GraphQLObjectType", named), non_null=non_null)
