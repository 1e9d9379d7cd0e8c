package org.feathers4j.testkit;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import org.feathers4j.Application;
import org.feathers4j.HookContext;
import org.feathers4j.ServiceHandle;
import org.feathers4j.json.Json;
import org.feathers4j.server.Server;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** A service over HTTP, called by a client that knows no more than the REST API. */
class RestServiceContractTest extends ServiceContract {
    private final Application app = Application.create();
    private final Store store;
    private final RegisteredServices services;
    private final RestClient client;

    RestServiceContractTest() {
        store = newStore();
        services = new RegisteredServices(app, store);
        app.configure(Server.create(o -> o.host("127.0.0.1").eventLoops(1)));
        app.hooks(h -> h.before(RestServiceContractTest::withValues));
        app.listen(0);
        client = new RestClient("http://127.0.0.1:" + app.port());
    }

    Store newStore() {
        return Store.MEMORY;
    }

    @AfterEach
    void close() {
        client.close();
        app.close();
        store.close();
    }

    @Override
    protected ServiceUnderTest start(ServiceUnderTest.Settings settings) {
        ServiceHandle service = services.add(settings);
        return new RegisteredServices.Remote(
                client.service(service.path()), settings, service.options().publishedEvents());
    }

    @Override
    protected Map<String, String> excuses() {
        return Excuses.of("rest");
    }

    @Test
    void excuses_the_cases_that_fail_in_the_original_and_no_others() {
        assertThat(excuses())
                .hasSize(17)
                .containsOnlyKeys(recorded().stream()
                        .filter(recorded ->
                                Boolean.FALSE.equals(recorded.get("passesThroughRestClientWithTypedQueries")))
                        .map(recorded -> String.valueOf(recorded.get("name")))
                        .toList());
    }

    /** All values in a URL are text; what looks like a number, true or false is taken for one. A schema would know better. */
    private static void withValues(HookContext context) {
        context.params(context.params()
                .withQuery(context.params().query().entrySet().stream()
                        .collect(Collectors.toMap(Map.Entry::getKey, member -> value(member.getValue())))));
    }

    private static Object value(@Nullable Object query) {
        return switch (query) {
            case Map<?, ?> members ->
                members.entrySet().stream()
                        .collect(Collectors.toMap(
                                member -> String.valueOf(member.getKey()), member -> value(member.getValue())));
            case List<?> items ->
                items.stream().map(RestServiceContractTest::value).toList();
            case String text when text.matches("-?\\d+(\\.\\d+)?|true|false") -> requireParsed(text);
            case null -> "";
            default -> query;
        };
    }

    private static Object requireParsed(String json) {
        Object value = Json.parse(json);
        return value == null ? json : value;
    }
}
