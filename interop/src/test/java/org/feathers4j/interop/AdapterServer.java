package org.feathers4j.interop;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

import org.feathers4j.Application;
import org.feathers4j.Service;
import org.feathers4j.json.Json;
import org.feathers4j.memory.MemoryService;
import org.feathers4j.server.Server;
import org.jspecify.annotations.Nullable;

/**
 * A memory service for the adapter suite, whose options {@code multi} and {@code paginate} are what was created last at {@code control}: the suite changes
 * them as it goes along.
 */
final class AdapterServer implements AutoCloseable {
    private final Application app = Application.create().exposeMessages(true); // as Feathers does
    private volatile @Nullable Object options;

    /** @param onlyText whether queries come as text, as in URLs: what looks like a number, true or false is then taken for one */
    AdapterServer(boolean onlyText) {
        app.configure(Server.create(o -> o.host("127.0.0.1").eventLoops(1)));
        app.use("people", MemoryService.create(), o -> o.events("testing"));
        app.use("control", Service.create((data, params) -> options = data));
        app.service("people")
                .hooks(h -> h.before(context -> {
                    if (onlyText)
                        context.params(context.params()
                                .withQuery(values(context.params().query())));
                    context.params(context.params().with("adapter", options));
                }));
        app.listen(0);
    }

    int port() {
        return app.port();
    }

    private static Map<String, Object> values(Map<?, ?> query) {
        return query.entrySet().stream()
                .collect(Collectors.toMap(
                        member -> String.valueOf(member.getKey()), member -> value(member.getValue())));
    }

    private static Object value(@Nullable Object query) {
        return switch (query) {
            case Map<?, ?> members -> values(members);
            case List<?> items -> items.stream().map(AdapterServer::value).toList();
            case String text
            when text.matches("-?\\d+(\\.\\d+)?|true|false") -> Objects.requireNonNull(Json.parse(text));
            case null -> "";
            default -> query;
        };
    }

    @Override
    public void close() {
        app.close();
    }
}
