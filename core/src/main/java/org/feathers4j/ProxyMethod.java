package org.feathers4j;

import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.util.Arrays;
import java.util.List;

import org.jspecify.annotations.Nullable;

/** A method of an interface that stands for a service: where its arguments go, and what its result is read as. Immutable. */
final class ProxyMethod {
    private final Method method;
    private final MethodKind kind;
    private final int idAt;
    private final int dataAt;
    private final int paramsAt;
    private final @Nullable Class<?> foundType;

    /** @throws IllegalArgumentException when the method does not look like one of a service; the message says what it should look like */
    ProxyMethod(Method method) {
        this.method = method;
        this.kind = MethodKind.named(method.getName());
        List<Class<?>> types = Arrays.asList(method.getParameterTypes());
        paramsAt = types.indexOf(Params.class);
        int arguments = types.size() - (paramsAt < 0 ? 0 : 1);
        idAt = kind.takesId() ? 0 : -1;
        int before = kind.takesId() ? 1 : 0;
        dataAt = kind.takesData() && arguments > before ? before : -1;
        boolean isComplete =
                arguments == before + (kind.takesData() ? 1 : 0) || (kind == MethodKind.CUSTOM && arguments == 0);
        boolean paramsAreLast = paramsAt < 0 || paramsAt == types.size() - 1;
        foundType = method.getReturnType() == Found.class ? recordOf(method.getGenericReturnType()) : null;
        boolean isReadable = !hasVariable(method.getGenericReturnType())
                && (foundType != null || method.getReturnType() != Found.class);
        if (!isComplete || !paramsAreLast || !isReadable) throw unlike();
    }

    private static boolean hasVariable(Type type) {
        return type instanceof TypeVariable
                || (type instanceof ParameterizedType generic
                        && Arrays.stream(generic.getActualTypeArguments()).anyMatch(ProxyMethod::hasVariable));
    }

    private IllegalArgumentException unlike() {
        String arguments = (kind.takesId() ? "id, " : "") + (kind.takesData() ? "data, " : "");
        return new IllegalArgumentException(
                "%s does not look like a method of a service: expected %s(%sparams), where params may be left out, with a result without type variables"
                        .formatted(method, method.getName(), arguments));
    }

    @Nullable
    Object run(String path, ServiceProxy.Call call, @Nullable Object[] arguments) {
        Params params = paramsAt >= 0 && arguments[paramsAt] instanceof Params given ? given : Params.empty();
        Id id = idAt < 0 ? null : Id.ofNullable(arguments[idAt]);
        Object data = dataAt < 0 ? null : JsonMapper.shared().toJson(arguments[dataAt]);
        Object json = call.run(method.getName(), id, data, params);
        return method.getReturnType() == void.class ? null : RecordShape.answer(path, json, this::result);
    }

    private @Nullable Object result(@Nullable Object json) {
        if (foundType != null) return new RecordShape<>(foundType, JsonMapper.shared()).found(json);
        if (!method.getReturnType().isPrimitive())
            return JsonMapper.shared().toTyped(json, method.getGenericReturnType());
        Class<?> boxed = MethodType.methodType(method.getReturnType()).wrap().returnType();
        Object value = JsonMapper.shared().toTyped(json, boxed);
        if (value == null) throw FeathersException.badRequest("Expected %s, but there is none", method.getReturnType());
        return value;
    }

    /** The records that a {@code Found<Todo>} has; null where the type does not say. */
    private static @Nullable Class<?> recordOf(Type found) {
        return found instanceof ParameterizedType generic
                        && generic.getActualTypeArguments()[0] instanceof Class<?> type
                ? type
                : null;
    }
}
