package org.feathers4j.hooks;

import java.lang.annotation.Annotation;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

import jakarta.validation.Constraint;
import jakarta.validation.constraints.AssertFalse;
import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Digits;
import jakarta.validation.constraints.Email;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Negative;
import jakarta.validation.constraints.NegativeOrZero;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.PositiveOrZero;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/**
 * Constraints of Bean Validation as keywords. Loaded only where its API is there; where it is not, Java does not show its annotations either. Constraints
 * about the current time and those of groups have no keyword and are left to others.
 */
final class Constraints {
    /** Of Pattern.Flag, those that a group inside an expression can have in Java and JavaScript, with their letters. */
    private static final Map<Pattern.Flag, String> LETTERS =
            Map.of(Pattern.Flag.CASE_INSENSITIVE, "i", Pattern.Flag.MULTILINE, "m", Pattern.Flag.DOTALL, "s");

    private final Map<String, @Nullable Object> schema;
    private final boolean isText;
    private final boolean isNumber;
    private final String things;
    private boolean refusesNull;

    private Constraints(Map<String, @Nullable Object> schema) {
        this.schema = schema;
        Object type = schema.get("type");
        isText = "string".equals(type);
        isNumber = "number".equals(type) || "integer".equals(type);
        things = isText ? "Length" : "array".equals(type) ? "Items" : "object".equals(type) ? "Properties" : "";
    }

    /**
     * Adds the keywords.
     *
     * @return whether null is refused
     * @throws IllegalArgumentException when a constraint cannot be said in JSON Schema
     */
    static boolean add(List<Annotation> annotations, Map<String, @Nullable Object> schema) {
        var constraints = new Constraints(schema);
        annotations.forEach(constraints::add);
        return constraints.refusesNull;
    }

    private void add(Annotation annotation) {
        switch (annotation) {
            case NotNull it when isDefault(it.groups()) -> refusesNull = true;
            case NotEmpty it when isDefault(it.groups()) -> notEmpty();
            case NotBlank it
            when isDefault(it.groups()) -> {
                notEmpty();
                also(Map.of("pattern", "\\S"));
            }
            case Size it when isDefault(it.groups()) -> size(it);
            case Min it when isDefault(it.groups()) -> atLeast("minimum", BigDecimal.valueOf(it.value()));
            case Max it when isDefault(it.groups()) -> atMost("maximum", BigDecimal.valueOf(it.value()));
            case DecimalMin it
            when isDefault(it.groups()) ->
                atLeast(it.inclusive() ? "minimum" : "exclusiveMinimum", new BigDecimal(it.value()));
            case DecimalMax it
            when isDefault(it.groups()) ->
                atMost(it.inclusive() ? "maximum" : "exclusiveMaximum", new BigDecimal(it.value()));
            case Positive it when isDefault(it.groups()) -> atLeast("exclusiveMinimum", BigDecimal.ZERO);
            case PositiveOrZero it when isDefault(it.groups()) -> atLeast("minimum", BigDecimal.ZERO);
            case Negative it when isDefault(it.groups()) -> atMost("exclusiveMaximum", BigDecimal.ZERO);
            case NegativeOrZero it when isDefault(it.groups()) -> atMost("maximum", BigDecimal.ZERO);
            case Digits it when isDefault(it.groups()) -> digits(it);
            case Pattern it when isDefault(it.groups()) -> pattern(it);
            case Pattern.List several -> Arrays.stream(several.value()).forEach(this::add);
            case Size.List several -> Arrays.stream(several.value()).forEach(this::add);
            case Email it when isDefault(it.groups()) -> email(it);
            case AssertTrue it when isDefault(it.groups()) -> also(Map.of("const", true));
            case AssertFalse it when isDefault(it.groups()) -> also(Map.of("const", false));
            default -> composed(annotation.annotationType());
        }
    }

    /** A constraint of the application's own is often others under one name. */
    private void composed(Class<? extends Annotation> type) {
        boolean isOwn = type.isAnnotationPresent(Constraint.class)
                && !type.getPackageName().equals(Size.class.getPackageName());
        if (isOwn) for (Annotation part : type.getAnnotations()) add(part);
    }

    private static boolean isDefault(Class<?>[] groups) {
        return groups.length == 0;
    }

    private void notEmpty() {
        refusesNull = true;
        if (!things.isEmpty()) schema.merge("min" + things, 1, Constraints::larger);
    }

    private void size(Size size) {
        if (things.isEmpty()) return;
        if (size.min() > 0) schema.merge("min" + things, size.min(), Constraints::larger);
        if (size.max() < Integer.MAX_VALUE) schema.merge("max" + things, size.max(), Constraints::smaller);
    }

    private void atLeast(String keyword, BigDecimal value) {
        if (isNumber) schema.merge(keyword, plain(value), Constraints::larger);
    }

    private void atMost(String keyword, BigDecimal value) {
        if (isNumber) schema.merge(keyword, plain(value), Constraints::smaller);
    }

    private static Object larger(Object one, Object other) {
        return decimal(one).compareTo(decimal(other)) >= 0 ? one : other;
    }

    private static Object smaller(Object one, Object other) {
        return decimal(one).compareTo(decimal(other)) <= 0 ? one : other;
    }

    private static BigDecimal decimal(Object number) {
        return new BigDecimal(number.toString());
    }

    /** Whole numbers as such, for readers of the schema. */
    private static Number plain(BigDecimal value) {
        boolean isLong = value.stripTrailingZeros().scale() <= 0
                && value.abs().compareTo(BigDecimal.valueOf(Long.MAX_VALUE)) <= 0;
        return isLong ? (Number) value.longValue() : value;
    }

    private void digits(Digits digits) {
        BigDecimal limit = BigDecimal.ONE.scaleByPowerOfTen(digits.integer());
        atMost("exclusiveMaximum", limit);
        atLeast("exclusiveMinimum", limit.negate());
        if (isNumber) also(Map.of("multipleOf", plain(BigDecimal.ONE.scaleByPowerOfTen(-digits.fraction()))));
    }

    private void pattern(Pattern pattern) {
        if (!isText) return;
        var letters = new StringBuilder();
        for (Pattern.Flag flag : pattern.flags()) {
            String letter = LETTERS.get(flag);
            if (letter == null)
                throw new IllegalArgumentException("@Pattern with %s has no JSON Schema".formatted(flag));
            letters.append(letter);
        }
        String expression = letters.isEmpty() ? pattern.regexp() : "(?%s:%s)".formatted(letters, pattern.regexp());
        also(Map.of("pattern", TypeSchemas.whole(expression)));
    }

    private void email(Email email) {
        if (!isText) return;
        also(Map.of("format", "email"));
        if (!email.regexp().equals(".*")) also(Map.of("pattern", TypeSchemas.whole(email.regexp())));
    }

    /** What is said of the value already stays. */
    private void also(Map<String, ?> keywords) {
        if (keywords.keySet().stream().noneMatch(schema::containsKey)) {
            schema.putAll(keywords);
            return;
        }
        var all = new ArrayList<@Nullable Object>(schema.get("allOf") instanceof List<?> before ? before : List.of());
        all.add(keywords);
        schema.put("allOf", all);
    }
}
