package org.feathers4j;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/** The record type of a service class: the argument that it, or a class or interface it inherits from, gives to {@link TypedService}. */
final class RecordType {
    private RecordType() {}

    static Class<?> of(Class<?> service) {
        if (argument(service, Map.of()) instanceof Class<?> type) return type;
        throw new IllegalStateException(
                "%s does not say which records it has: implement TypedService.Gets<Todo> or the like with a class as argument, or override type()"
                        .formatted(service.getName()));
    }

    /** The argument as it is given; null where {@code type} has nothing to do with typed services, or is raw. */
    private static @Nullable Type argument(Type type, Map<TypeVariable<?>, Type> known) {
        return switch (type) {
            case Class<?> plain -> inherited(plain, Map.of());
            case ParameterizedType generic -> {
                Map<TypeVariable<?>, Type> arguments = arguments(generic, known);
                yield generic.getRawType() == TypedService.class
                        ? arguments.values().iterator().next()
                        : inherited((Class<?>) generic.getRawType(), arguments);
            }
            default -> null;
        };
    }

    private static @Nullable Type inherited(Class<?> type, Map<TypeVariable<?>, Type> known) {
        for (Type parent : parents(type)) {
            Type argument = argument(parent, known);
            if (argument != null) return argument;
        }
        return null;
    }

    private static List<Type> parents(Class<?> type) {
        var parents = new ArrayList<Type>(List.of(type.getGenericInterfaces()));
        if (type.getGenericSuperclass() != null) parents.add(type.getGenericSuperclass());
        return parents;
    }

    private static Map<TypeVariable<?>, Type> arguments(ParameterizedType type, Map<TypeVariable<?>, Type> known) {
        var arguments = new HashMap<TypeVariable<?>, Type>();
        TypeVariable<?>[] variables = ((Class<?>) type.getRawType()).getTypeParameters();
        Type[] given = type.getActualTypeArguments();
        for (int i = 0; i < variables.length; i++) arguments.put(variables[i], known.getOrDefault(given[i], given[i]));
        return arguments;
    }
}
