package org.feathers4j.json;

import java.lang.reflect.Type;
import java.util.Arrays;

import org.feathers4j.FeathersException;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.exc.InputCoercionException;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.exc.InvalidFormatException;
import tools.jackson.databind.exc.InvalidNullException;
import tools.jackson.databind.exc.MismatchedInputException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;
import tools.jackson.databind.exc.ValueInstantiationException;

/** Jackson's error about a value as a sentence for the client that sent it. */
final class Mismatch {
    private static final int LONGEST_ECHO = 40;

    private Mismatch() {}

    static FeathersException of(JacksonException mismatch, Type whole) {
        if (mismatch.getCause() instanceof FeathersException ownWords) return ownWords;
        return FeathersException.badRequest("%s", message(mismatch, whole)).withCause(mismatch);
    }

    private static String message(JacksonException mismatch, Type whole) {
        String place = place(mismatch);
        return switch (mismatch) {
            case ValueInstantiationException refused ->
                "Invalid %s%s%s".formatted(name(refused.getType()), place, reason(refused));
            case InvalidNullException absent ->
                "Expected %s%s, but there is none".formatted(expected(mismatch, whole), place);
            case UnrecognizedPropertyException unknown -> "Unknown member%s".formatted(place);
            default -> "Expected %s%s%s".formatted(expected(mismatch, whole), place, found(mismatch));
        };
    }

    private static String name(@Nullable JavaType type) {
        return type == null ? "value" : type.getRawClass().getSimpleName();
    }

    private static String reason(ValueInstantiationException refused) {
        Throwable cause = refused.getCause();
        return cause == null || cause.getMessage() == null ? "" : ": " + cause.getMessage();
    }

    private static String expected(JacksonException mismatch, Type whole) {
        Class<?> target = target(mismatch);
        if (target == null) return mismatch.getPath().isEmpty() ? whole.getTypeName() : "another value";
        Object[] constants = target.getEnumConstants();
        return constants == null ? target.getSimpleName() : "one of " + names(constants);
    }

    private static @Nullable Class<?> target(JacksonException mismatch) {
        return switch (mismatch) {
            case MismatchedInputException input -> input.getTargetType();
            case InputCoercionException range -> range.getTargetType();
            default -> null;
        };
    }

    private static String names(Object[] constants) {
        return String.join(
                ", ", Arrays.stream(constants).map(c -> ((Enum<?>) c).name()).toList());
    }

    /** For instance {@code at 'items[2].price'}; nothing when it is the value as a whole. */
    private static String place(JacksonException mismatch) {
        var path = new StringBuilder();
        for (JacksonException.Reference step : mismatch.getPath()) {
            if (step.getPropertyName() == null)
                path.append('[').append(step.getIndex()).append(']');
            else path.append(path.isEmpty() ? "" : ".").append(step.getPropertyName());
        }
        return path.isEmpty() ? "" : " at '%s'".formatted(path);
    }

    private static String found(JacksonException mismatch) {
        if (mismatch instanceof InvalidFormatException format)
            return ", got '%s'".formatted(shortened(format.getValue()));
        if (!(mismatch instanceof MismatchedInputException input) || input.getCurrentToken() == null) return "";
        return switch (input.getCurrentToken()) {
            case START_OBJECT, END_OBJECT, PROPERTY_NAME -> ", got an object";
            case START_ARRAY, END_ARRAY -> ", got an array";
            case VALUE_STRING -> ", got a text";
            case VALUE_NUMBER_INT -> ", got a number";
            case VALUE_NUMBER_FLOAT -> ", got a number with a fraction";
            case VALUE_TRUE, VALUE_FALSE -> ", got a boolean";
            case VALUE_NULL -> ", got null";
            default -> "";
        };
    }

    private static String shortened(@Nullable Object value) {
        String text = String.valueOf(value);
        return text.length() <= LONGEST_ECHO ? text : text.substring(0, LONGEST_ECHO) + "...";
    }
}
