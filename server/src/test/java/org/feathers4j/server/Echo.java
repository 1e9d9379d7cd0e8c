package org.feathers4j.server;

import java.util.LinkedHashMap;
import java.util.Map;

import org.feathers4j.Id;
import org.feathers4j.Params;
import org.feathers4j.Service;
import org.feathers4j.ServiceOptions;
import org.jspecify.annotations.Nullable;

/** Every method answers what it was given (fixture A of the vectors). */
final class Echo implements Service.Complete {
    static ServiceOptions.Builder options(ServiceOptions.Builder options) {
        return options.method("shout", (data, params) -> withData("shout", data, params))
                .method("hidden", (data, params) -> withData("hidden", data, params))
                .methods("find", "get", "create", "update", "patch", "remove", "shout");
    }

    @Override
    public Object find(Params params) {
        return called("find", params);
    }

    @Override
    public Object get(Id id, Params params) {
        return withId("get", id, params);
    }

    @Override
    public Object create(@Nullable Object data, Params params) {
        return withData("create", data, params);
    }

    @Override
    public Object update(@Nullable Id id, @Nullable Object data, Params params) {
        Map<String, @Nullable Object> answer = withId("update", id, params);
        answer.put("data", data);
        return answer;
    }

    @Override
    public Object patch(@Nullable Id id, @Nullable Object data, Params params) {
        Map<String, @Nullable Object> answer = withId("patch", id, params);
        answer.put("data", data);
        return answer;
    }

    @Override
    public Object remove(@Nullable Id id, Params params) {
        return withId("remove", id, params);
    }

    private static Map<String, @Nullable Object> withData(String method, @Nullable Object data, Params params) {
        Map<String, @Nullable Object> answer = called(method, params);
        answer.put("data", data);
        return answer;
    }

    private static Map<String, @Nullable Object> withId(String method, @Nullable Id id, Params params) {
        Map<String, @Nullable Object> answer = called(method, params);
        answer.put("id", id == null ? null : id.value());
        return answer;
    }

    private static Map<String, @Nullable Object> called(String method, Params params) {
        var shown = new LinkedHashMap<String, @Nullable Object>(params.toMap());
        shown.remove("headers");
        shown.remove("connection");
        Object probe = params.headers().get("x-probe");
        if (probe != null) shown.put("probe", probe);
        var answer = new LinkedHashMap<String, @Nullable Object>();
        answer.put("method", method);
        answer.put("params", shown);
        return answer;
    }
}
