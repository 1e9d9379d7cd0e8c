package org.feathers4j.hooks;

import java.util.List;
import java.util.Optional;

import dev.harrel.jsonschema.EvaluationContext;
import dev.harrel.jsonschema.Evaluator;
import dev.harrel.jsonschema.EvaluatorFactory;
import dev.harrel.jsonschema.JsonNode;
import dev.harrel.jsonschema.SchemaParsingContext;
import dev.harrel.jsonschema.SimpleType;

/**
 * Converts a value to the type that a schema requires while it is validated, as Ajv's {@code coerceTypes} does. It is done in place and in the order of evaluation, so
 * that it works behind references and conditions as well; a branch of {@code anyOf} that fits ends the search, or later ones would coerce once more.
 */
final class Coercion {
    /** The keywords to be evaluated in our way. */
    static final EvaluatorFactory KEYWORDS = new EvaluatorFactory.Builder()
            .withKeyword("type", Coercion::type)
            .withKeyword("anyOf", Coercion::anyOf)
            .build();

    private Coercion() {}

    private static Evaluator type(JsonNode keyword) {
        List<SimpleType> types = keyword.isArray()
                ? keyword.asArray().stream().map(name -> type(name.asString())).toList()
                : List.of(type(keyword.asString()));
        return new Type(types);
    }

    private static SimpleType type(String name) {
        return Optional.ofNullable(SimpleType.fromName(name))
                .orElseThrow(() -> new IllegalArgumentException("No type: " + name));
    }

    /** Not ours when a pointer to a branch cannot be written as one: then the validator's own anyOf does. */
    private static Evaluator anyOf(SchemaParsingContext context, JsonNode keyword) {
        List<String> branches =
                keyword.asArray().stream().map(context::getAbsoluteUri).toList();
        if (branches.stream().anyMatch(uri -> uri.indexOf('#') != uri.lastIndexOf('#')))
            throw new IllegalArgumentException("A # in the name of a property");
        return new AnyOf(branches);
    }

    private record Type(List<SimpleType> types) implements Evaluator {
        @Override
        public Result evaluate(EvaluationContext context, JsonNode value) {
            if (fits(value)) return Result.success();
            return value instanceof Node node && coerced(node) ? Result.success() : Result.failure("Wrong type");
        }

        private boolean fits(JsonNode value) {
            SimpleType type = value.getNodeType();
            return types.contains(type) || (type == SimpleType.INTEGER && types.contains(SimpleType.NUMBER));
        }

        private boolean coerced(Node node) {
            for (SimpleType type : types) if (Scalars.coerced(node, type)) return true;
            return false;
        }

        /** Before everything else that the schema says of the value. */
        @Override
        public int getOrder() {
            return -10;
        }
    }

    private record AnyOf(List<String> branches) implements Evaluator {
        @Override
        public Result evaluate(EvaluationContext context, JsonNode value) {
            for (String branch : branches)
                if (context.resolveInternalRefAndValidate(branch, value)) return Result.success();
            return Result.failure("No branch fits");
        }
    }
}
