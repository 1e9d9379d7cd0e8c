package org.feathers4j;

import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/** As much of a {@link JsonMapper} as the tests need: flat records as maps of their components. */
public final class RecordMapper implements JsonMapper {
    @Override
    public @Nullable Object toJson(@Nullable Object typed) {
        if (!(typed instanceof Record)) return typed;
        var json = new LinkedHashMap<String, @Nullable Object>();
        for (RecordComponent component : typed.getClass().getRecordComponents())
            json.put(component.getName(), value(component, typed));
        return json;
    }

    private static @Nullable Object value(RecordComponent component, Object typed) {
        try {
            component.getAccessor().setAccessible(true);
            return component.getAccessor().invoke(typed);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"}) // an instance of the class that is asked for
    public <T> @Nullable T toTyped(@Nullable Object json, Type type) {
        var wanted = (Class<?>) type;
        if (json == null || wanted.isInstance(json)) return (T) json;
        if (!(json instanceof Map<?, ?> members) || !wanted.isRecord())
            throw FeathersException.badRequest("Expected %s", wanted.getSimpleName());
        return (T) made(wanted, members);
    }

    private static Object made(Class<?> type, Map<?, ?> members) {
        RecordComponent[] components = type.getRecordComponents();
        Class<?>[] types =
                Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
        Object[] values =
                Arrays.stream(components).map(c -> members.get(c.getName())).toArray();
        try {
            var constructor = type.getDeclaredConstructor(types);
            constructor.setAccessible(true);
            return constructor.newInstance(values);
        } catch (ReflectiveOperationException | IllegalArgumentException e) {
            throw FeathersException.badRequest("Expected the members of %s", type.getSimpleName())
                    .withCause(e);
        }
    }
}
