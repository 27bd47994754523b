"""The operations of `tests/schema/operations.graphql`, each with the fragments it uses."""

from pathlib import Path

from graphql import parse, print_ast, separate_operations

FILE = Path(__file__).parent / "schema" / "operations.graphql"
OPERATIONS = {
    name: print_ast(document) for name, document in separate_operations(parse(FILE.read_text())).items()
}
