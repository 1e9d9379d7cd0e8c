package org.feathers4j.interop;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

import org.feathers4j.Application;
import org.feathers4j.Id;
import org.feathers4j.Params;
import org.feathers4j.Service;
import org.jspecify.annotations.Nullable;

/** The kinds of services that a Java peer can offer: those of {@code services.mjs}, as far as Java can. */
final class JavaKinds {

    private JavaKinds() {}

    /** What the kind of a service begins with that keeps lists in a folder, see {@link AppendOnly}. */
    static final String APPEND_ONLY = "append-only ";

    /** Registers a service whose answers carry the peer's name as {@code from} where they can. */
    static void use(Application app, String path, String kind, String name) {
        if (kind.startsWith(APPEND_ONLY)) {
            app.use(path, new AppendOnly(name, Path.of(kind.substring(APPEND_ONLY.length()))));
            return;
        }
        switch (kind) {
            case "todos" -> {
                var todos = new SignedTodos(name);
                app.use(path, todos, o -> o.events("toggled").method("toggle", todos::toggle));
            }
            case "errs" -> app.use(path, Service.get((id, params) -> JavaFailures.get(id.text())));
            case "echo" -> {
                var echo = new Echo(name);
                app.use(path, echo, o -> o.method("toggle", echo::toggle));
            }
            case "slow" -> app.use(path, new Slow(name, true));
            case "prompt" -> app.use(path, new Slow(name, false));
            case "busy" -> app.use(path, Service.get((id, params) -> Busy.answer(id)));
            case "vals" -> app.use(path, Service.get((id, params) -> JavaValues.get(id.text())));
            default -> throw new IllegalArgumentException("unknown kind of service '%s'".formatted(kind));
        }
    }

    /** Answers what it was asked. */
    private record Echo(String name) implements Service.Complete {

        @Override
        public Object find(Params params) {
            return answer("find", null, null, params);
        }

        @Override
        public Object get(Id id, Params params) {
            return answer("get", id, null, params);
        }

        @Override
        public Object create(@Nullable Object data, Params params) {
            return answer("create", null, data, params);
        }

        @Override
        public Object update(@Nullable Id id, @Nullable Object data, Params params) {
            return answer("update", id, data, params);
        }

        @Override
        public Object patch(@Nullable Id id, @Nullable Object data, Params params) {
            return answer("patch", id, data, params);
        }

        @Override
        public Object remove(@Nullable Id id, Params params) {
            return answer("remove", id, null, params);
        }

        Object toggle(@Nullable Object data, Params params) {
            return answer("toggle", null, data, params);
        }

        private Map<String, @Nullable Object> answer(
                String method, @Nullable Id id, @Nullable Object data, Params params) {
            var answer = new LinkedHashMap<String, @Nullable Object>();
            answer.put("method", method);
            answer.put("id", id == null ? null : id.value());
            answer.put("data", data);
            answer.put("params", params.toMap());
            answer.put("fromRemote", params.isFromRemote());
            answer.put("from", name);
            return answer;
        }
    }
}
