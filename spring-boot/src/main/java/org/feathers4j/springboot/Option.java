package org.feathers4j.springboot;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

/** A method of a builder as properties. What takes functions or objects is none. */
sealed interface Option {
    /** The method of the builder. */
    Method method();

    /** The name below that of the builder, for instance {@code max-body-bytes}. */
    default String name() {
        return dashed(method().getName());
    }

    /** One value. */
    record Value(Method method) implements Option {}

    /** Several values that belong together, each with a name of its own: {@code tls.certificate} and {@code tls.key}. */
    record Values(Method method) implements Option {
        String name(int parameter) {
            return name() + "." + dashed(method.getParameters()[parameter].getName());
        }
    }

    /** Options of a builder of their own: {@code detection.misses}. */
    record Group(Method method, Class<?> builder) implements Option {}

    /** What Spring reads from text without help. */
    Set<Class<?>> TEXT = Set.of(
            String.class,
            boolean.class,
            Boolean.class,
            int.class,
            Integer.class,
            long.class,
            Long.class,
            double.class,
            Double.class,
            Duration.class,
            Path.class);

    /** The options of a builder, in the order of their names. */
    static List<Option> of(Class<?> builder) {
        return methods(builder)
                .map(Option::of)
                .flatMap(option -> option == null ? Stream.of() : Stream.of(option))
                .toList();
    }

    /** The methods of a builder that set something. */
    static Stream<Method> methods(Class<?> builder) {
        return Arrays.stream(builder.getMethods())
                .filter(method -> !Modifier.isStatic(method.getModifiers()) && !method.isBridge())
                .filter(method -> method.getDeclaringClass() != Object.class)
                .filter(method -> method.getReturnType().isAssignableFrom(builder))
                .sorted(Comparator.comparing(Method::getName).thenComparing(Method::toString));
    }

    /** Null for an option that no text can hold. */
    static @Nullable Option of(Method method) {
        Type[] types = method.getGenericParameterTypes();
        @Nullable Class<?> nested = types.length == 1 ? builder(types[0]) : null;
        if (nested != null) return new Group(method, nested);
        if (types.length == 0 || !Arrays.stream(types).allMatch(Option::isText)) return null;
        return types.length == 1 ? new Value(method) : new Values(method);
    }

    private static boolean isText(Type type) {
        if (type instanceof ParameterizedType list)
            return list.getRawType() == List.class && isText(list.getActualTypeArguments()[0]);
        return type instanceof Class<?> plain
                && (plain.isArray() ? isText(plain.getComponentType()) : TEXT.contains(plain) || plain.isEnum());
    }

    /** The builder that a lambda gets; null for what is no lambda, or one for something else. */
    private static @Nullable Class<?> builder(Type type) {
        return type instanceof ParameterizedType lambda
                        && lambda.getRawType() == Consumer.class
                        && lambda.getActualTypeArguments()[0] instanceof Class<?> argument
                        && argument.getSimpleName().equals("Builder")
                ? argument
                : null;
    }

    /** {@code maxBodyBytes} as {@code max-body-bytes}. */
    static String dashed(String name) {
        return name.replaceAll("([a-z0-9])([A-Z])", "$1-$2").toLowerCase(java.util.Locale.ROOT);
    }
}
