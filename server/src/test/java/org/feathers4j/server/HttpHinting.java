package org.feathers4j.server;

import java.util.List;
import java.util.Map;

import org.feathers4j.HookContext;
import org.feathers4j.Hooks;
import org.feathers4j.Id;
import org.feathers4j.Params;
import org.feathers4j.Service;
import org.jspecify.annotations.Nullable;

/** Its after hooks change status, headers or result as the id says (fixture A of the vectors). */
final class HttpHinting implements Service.Finds, Service.Gets, Service.Creates {
    static void hooks(Hooks hooks) {
        hooks.after("get", HttpHinting::hint);
        hooks.after("create", ctx -> {
            if (ctx.data() instanceof Map<?, ?> data && data.get("status") instanceof Integer status)
                ctx.http().status(status);
        });
    }

    private static void hint(HookContext ctx) {
        switch (ctx.requireId().text()) {
            case "status" -> ctx.http().status(206);
            case "legacy" -> ctx.http().status(207);
            case "headers" -> ctx.http().header("X-Custom", "yes").header("X-Other", List.of("a", "b"));
            case "location" -> ctx.http().location("/somewhere else/ü?x=1");
            case "locationStatus" -> ctx.http().location("/elsewhere").status(301);
            case "locationHeader" -> ctx.http().header("Location", "/from-header");
            case "replaceHttp" -> ctx.http().status(202).header("X-Custom", "replaced");
            case "contentType" -> ctx.http().header("Content-Type", "text/plain");
            case "empty" -> ctx.result(null);
            case "nullWithStatus" -> ctx.result(null).http().status(200);
            case "dispatchNull" -> ctx.dispatch(null);
            case "dispatchFalse" -> ctx.dispatch(false);
            case "badStatus" -> ctx.http().status(42);
            case "split" -> ctx.http().header("X-Split", "a\r\nX-Evil: yes");
            default -> {}
        }
    }

    @Override
    public Object find(Params params) {
        return List.of();
    }

    @Override
    public Object get(Id id, Params params) {
        return Map.of("id", id.value());
    }

    @Override
    public @Nullable Object create(@Nullable Object data, Params params) {
        return data;
    }
}
