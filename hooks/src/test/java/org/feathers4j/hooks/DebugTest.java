package org.feathers4j.hooks;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import org.feathers4j.Application;
import org.feathers4j.Hook;
import org.feathers4j.Id;
import org.feathers4j.Params;
import org.feathers4j.ServiceHandle;
import org.feathers4j.memory.MemoryService;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;
import static org.feathers4j.hooks.CommonHooks.debug;

class DebugTest {
    private final Application app = Application.create();
    private final ListAppender<ILoggingEvent> lines = new ListAppender<>();
    private final Logger logger = (Logger) LoggerFactory.getLogger(Debug.class);

    @BeforeEach
    void listen() {
        logger.setLevel(Level.INFO);
        lines.start();
        logger.addAppender(lines);
    }

    @AfterEach
    void close() {
        logger.detachAppender(lines);
        logger.setLevel(null);
        app.close();
    }

    private ServiceHandle users(Hook hook) {
        app.use(
                "users",
                MemoryService.create(o -> o.multi(true).paginate(1, 10)),
                o -> o.hooks(h -> h.before(hook).after(hook).error(hook)));
        return app.service("users");
    }

    @Test
    void a_line_says_what_a_call_has() {
        ServiceHandle users = users(debug("here"));
        var client = Params.of(Map.of("provider", "rest", "headers", Map.of("authorization", "Bearer abc")));
        users.create(
                json(
                        "{'name':'Ada','password':'s3cret','tags':['s3cret'],'address':{'city':'s3cret'},'on':true,'n':null}"),
                client);
        users.find(client.withQuery(json("{'password':'s3cret','$limit':5}")));
        users.create(List.of(json("{'a':1}"), json("{'a':2}")));
        assertThatException().isThrownBy(() -> users.get(Id.of("s3cret"), client));
        assertThatException().isThrownBy(() -> users.get(99));
        String user = "{name: string, password: string, tags: list of 1, address: object, on: boolean, n: null";
        assertThat(lines.list)
                .extracting(ILoggingEvent::getFormattedMessage)
                .containsExactly(
                        "here: before create of 'users', query {}, data " + user + "}, params [headers, provider]",
                        "here: after create of 'users', query {}, data " + user + "}, result " + user
                                + ", id: number}, params [headers, provider]",
                        "here: before find of 'users', query {password: string, $limit: number}, params [headers, provider, query]",
                        "here: after find of 'users', query {password: string, $limit: number}, result page of 1 with list of 1 "
                                + user + ", id: number}, params [headers, provider, query]",
                        "here: before create of 'users', query {}, data list of 2 {a: number}, params []",
                        "here: after create of 'users', query {}, data list of 2 {a: number}, result list of 2 {a: number, id: number}, params []",
                        "here: before get of 'users', id string, query {}, params [headers, provider]",
                        "here: error get of 'users', id string, query {}, params [headers, provider], error NotFound (404)",
                        "here: before get of 'users', id 99, query {}, params []",
                        "here: error get of 'users', id 99, query {}, params [], error NotFound (404)");
    }

    @Test
    void what_clients_send_makes_one_line_of_limited_length() {
        ServiceHandle users = users(debug("here"));
        var data = new LinkedHashMap<String, Object>();
        data.put("a\nb\r\u2028\u001b[31m", 1);
        for (int i = 0; i < 1000; i++) data.put("n".repeat(1000) + i, 1);
        users.create(data);
        users.create(List.of());
        assertThat(lines.list)
                .extracting(ILoggingEvent::getFormattedMessage)
                .allSatisfy(line -> assertThat(line).hasSizeLessThan(2500).doesNotContainPattern("[\\p{C}\\u2028]"))
                .anySatisfy(
                        line -> assertThat(line).contains("a?b???[31m: number").contains(", ...}"))
                .anySatisfy(line -> assertThat(line).contains("data list of 0"));
    }

    @Test
    void other_errors_show_their_class_only() {
        ServiceHandle users = users(debug("here"));
        users.hooks(h -> h.before("find", context -> {
            throw new IllegalStateException("s3cret");
        }));
        assertThatException().isThrownBy(users::find);
        assertThat(lines.list.getLast().getFormattedMessage())
                .isEqualTo("here: error find of 'users', query {}, params [], error java.lang.IllegalStateException");
    }

    /** JSON with single quotes, which read better in Java. */
    private static Map<String, @Nullable Object> json(String text) {
        return Vectors.json(text.replace('\'', '"'));
    }
}
