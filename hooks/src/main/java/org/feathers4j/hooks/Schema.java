package org.feathers4j.hooks;

import java.net.URI;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

import dev.harrel.jsonschema.Dialects;
import dev.harrel.jsonschema.Draft7EvaluatorFactory;
import dev.harrel.jsonschema.Error;
import dev.harrel.jsonschema.EvaluatorFactory;
import dev.harrel.jsonschema.FormatEvaluatorFactory;
import dev.harrel.jsonschema.InvalidSchemaException;
import dev.harrel.jsonschema.JsonSchemaException;
import dev.harrel.jsonschema.Validator;
import dev.harrel.jsonschema.ValidatorFactory;
import org.feathers4j.FeathersException;
import org.jspecify.annotations.Nullable;

/**
 * A JSON Schema, ready to validate. Immutable, for all threads; make it once and keep it.
 *
 * <pre>{@code
 * Schema todo = Schema.of(Map.of("type", "object", "required", List.of("text"), "properties", Map.of("text", Map.of("type", "string"))));
 * }</pre>
 *
 * <p>The draft is what {@code $schema} says; without it 2019-09 with the {@code dependencies} of draft 7, which comes closest to Ajv. Formats are checked.
 * References lead to other parts of the schema and to the published meta-schemas; nothing is ever fetched.
 */
public final class Schema {
    private static final String BASE = "urn:feathers4j:schema";
    private static final EvaluatorFactory DRAFT_7 = new Draft7EvaluatorFactory();
    private static final EvaluatorFactory KEYWORDS = EvaluatorFactory.compose(
            new FormatEvaluatorFactory(),
            (context, name, keyword) -> name.equals("dependencies") && !keyword.isString()
                    ? DRAFT_7.create(context, name, keyword)
                    : Optional.empty());

    private final Map<String, ? extends @Nullable Object> definition;
    private final boolean coerces;
    private final boolean tellsAll;
    private final boolean fillsForms;
    private final Validator validator;
    private final URI uri;

    Schema(Map<String, ? extends @Nullable Object> definition, boolean coerces, boolean tellsAll, boolean fillsForms) {
        this.definition = definition;
        this.coerces = coerces;
        this.tellsAll = tellsAll;
        this.fillsForms = fillsForms;
        this.validator = new ValidatorFactory()
                .withDefaultDialect(new Dialects.Draft2019Dialect())
                .withJsonNodeFactory(Node.FACTORY)
                .withEvaluatorFactory(coerces ? EvaluatorFactory.compose(Coercion.KEYWORDS, KEYWORDS) : KEYWORDS)
                .createValidator();
        this.uri = register();
    }

    private URI register() {
        try {
            return validator.registerSchema(URI.create(BASE), Node.of(definition));
        } catch (InvalidSchemaException e) {
            throw new IllegalArgumentException("This is no JSON Schema: " + places(e.getErrors()), e);
        } catch (JsonSchemaException e) {
            throw new IllegalArgumentException("This is no JSON Schema: " + e.getMessage(), e);
        }
    }

    /** Where the schema is wrong, and how; only the innermost of nested errors. */
    private static String places(List<Error> errors) {
        return errors.stream()
                .filter(each -> errors.stream()
                        .noneMatch(other -> other.getInstanceLocation().length()
                                        > each.getInstanceLocation().length()
                                && other.getInstanceLocation().startsWith(each.getInstanceLocation())))
                .map(each -> "%s: %s".formatted(place(each.getInstanceLocation()), each.getError()))
                .distinct()
                .collect(Collectors.joining("; "));
    }

    private static String place(String pointer) {
        return pointer.isEmpty() ? "at the top" : "at " + pointer;
    }

    /**
     * A schema that changes nothing and reports only the first issue.
     *
     * @param definition the schema as JSON; must not be changed afterwards
     * @throws IllegalArgumentException when it is no JSON Schema; says at which place of the definition
     */
    public static Schema of(Map<String, ? extends @Nullable Object> definition) {
        return new Schema(definition, false, false, false);
    }

    /**
     * The schema of the JSON that is read into a record: its components with their types, required unless {@code @Nullable} or an {@code Optional}, under the names that Jackson's
     * annotations give them. Further members are refused. Constraints of Bean Validation count where {@code jakarta.validation-api} is there. Nested records are parts under
     * {@code $defs}.
     *
     * @throws IllegalArgumentException when a component has a type whose JSON is not known; names the record and the component
     */
    public static Schema of(Class<? extends Record> type) {
        return of(type, options -> {});
    }

    /** The same with options. */
    public static Schema of(Class<? extends Record> type, Consumer<RecordSchemaOptions.Builder> options) {
        return of(RecordSchema.of(type, RecordSchemaOptions.of(options)));
    }

    /**
     * The schema of queries about records of this type: the syntax of Feathers with the components as properties, and without constraints, since a condition need not be a
     * valid record. It coerces, since a URL has only texts.
     *
     * @throws IllegalArgumentException when a component has a type whose JSON is not known; names the record and the component
     */
    public static Schema ofQuery(Class<? extends Record> type) {
        return ofQuery(type, options -> {});
    }

    /** The same with options; further members are refused in any case. */
    public static Schema ofQuery(Class<? extends Record> type, Consumer<RecordSchemaOptions.Builder> options) {
        return of(RecordSchema.ofQuery(type, RecordSchemaOptions.of(options))).withCoercion();
    }

    /** The same schema, converting text from a URL to the required number or boolean, as Ajv's {@code coerceTypes}. */
    public Schema withCoercion() {
        return coerces ? this : new Schema(definition, true, tellsAll, fillsForms);
    }

    /** The same schema, reporting all issues, as Ajv's {@code allErrors}. */
    public Schema withAllIssues() {
        return tellsAll ? this : new Schema(definition, coerces, true, fillsForms);
    }

    /**
     * The same schema, reporting all issues, also as the {@code errors} of the error: for forms, which show a message beside each field. Its members are properties, nested ones
     * with dots between the names ({@code address.city}, {@code items.0.price}), each with the messages about it; messages about no property are under the empty name.
     */
    public Schema withFormErrors() {
        return fillsForms ? this : new Schema(definition, coerces, true, true);
    }

    /** The schema as JSON. */
    public Map<String, ? extends @Nullable Object> definition() {
        return definition;
    }

    Schema with(Map<String, ? extends @Nullable Object> other) {
        return new Schema(other, coerces, tellsAll, fillsForms);
    }

    /**
     * The value itself, or a copy with the coerced values.
     *
     * @throws FeathersException BadRequest {@code validation failed} with a list of issues as its data, each an object with {@code instancePath}, {@code
     *     schemaPath}, {@code keyword}, {@code params} and {@code message} as Ajv makes them
     */
    public @Nullable Object validate(@Nullable Object value) {
        Node root = Node.of(value);
        Validator.Result result = validator.validate(uri, root);
        if (result.isValid()) return root.plain();
        List<Map<String, @Nullable Object>> issues = explained(root, result);
        FeathersException failed =
                FeathersException.badRequest("validation failed").withData(issues);
        throw fillsForms ? failed.withErrors(Issue.byProperty(issues)) : failed;
    }

    /** The issues of a value; empty when it is valid. */
    List<Map<String, @Nullable Object>> issues(@Nullable Object value) {
        Node root = Node.of(value);
        Validator.Result result = validator.validate(uri, root);
        return result.isValid() ? List.of() : explained(root, result);
    }

    private List<Map<String, @Nullable Object>> explained(Node root, Validator.Result result) {
        Set<Failure> failures = result.getErrors().stream()
                .map(error -> new Failure(error.getEvaluationPath(), error.getInstanceLocation()))
                .collect(Collectors.toCollection(LinkedHashSet::new));
        return new Explanation(definition, coerces, tellsAll, failures).issues(root.plain());
    }
}
