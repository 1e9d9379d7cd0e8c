package org.feathers4j.server;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import io.vertx.ext.web.AllowForwardHeaders;
import org.feathers4j.Application;
import org.feathers4j.Params;
import org.feathers4j.Service;
import org.feathers4j.socketioserver.RawHttp;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class TrustedProxiesTest {
    private final List<Application> apps = new ArrayList<>();

    /** Says what it knows of where the request came from. */
    private static final class Origin implements Service.Finds {
        @Override
        public Object find(Params params) {
            return Map.of(
                    "handler", String.valueOf(params.get("origin")),
                    "for", String.valueOf(params.headers().get("x-forwarded-for")),
                    "standard", String.valueOf(params.headers().get("forwarded")));
        }
    }

    @AfterEach
    void close() {
        apps.forEach(Application::close);
    }

    private Application app(TrustedProxies proxies) {
        var app = Application.create();
        apps.add(app);
        Server server = app.configure(Server.create(o -> o.host("127.0.0.1").trustedProxies(proxies)));
        server.use(ctx -> {
            var request = ctx.request();
            Server.params(ctx)
                    .put(
                            "origin",
                            "%s://%s %s"
                                    .formatted(
                                            request.scheme(),
                                            request.authority(),
                                            request.remoteAddress().hostAddress()));
            ctx.next();
        });
        app.use("origin", new Origin());
        return app.listen(0);
    }

    private static Map<String, @Nullable Object> ask(Application app, String... headers) {
        String head = "GET /origin HTTP/1.1\r\nHost: inside\r\n" + String.join("\r\n", headers) + "\r\n\r\n";
        return Vectors.object(RawHttp.request(app.port(), head, new byte[0]).json());
    }

    private static TrustedProxies local(AllowForwardHeaders form) {
        return TrustedProxies.of(form, "127.0.0.1", "10.0.0.0/8", "2001:db8::/32");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            192.0.2.7                        | 192.0.2.7
            192.0.2.7, 10.9.9.9              | 192.0.2.7
            6.6.6.6, 192.0.2.7               | 192.0.2.7
            6.6.6.6, 192.0.2.7, 10.1.1.1     | 192.0.2.7
            192.0.2.7:4711                   | 192.0.2.7
            [2001:db9::1]:4711               | 2001:db9::1
            2001:db9::1, 2001:db8::5         | 2001:db9::1
            10.1.1.1, 10.2.2.2               | 10.1.1.1
            """)
    void the_client_is_who_the_last_trusted_proxy_has_seen(String header, String client) {
        var answer = ask(app(local(AllowForwardHeaders.X_FORWARD)), "X-Forwarded-For: " + header);
        assertThat(answer).containsEntry("for", client);
        assertThat(answer.get("handler")).asString().endsWith(" " + client.replace("::", ":0:0:0:0:0:"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"unknown", "_hidden", "nonsense", "1.2.3", "192.0.2.7, unknown", ""})
    void a_client_that_is_not_named_is_not_guessed(String header) {
        var answer = ask(app(local(AllowForwardHeaders.X_FORWARD)), "X-Forwarded-For: " + header);
        assertThat(answer).containsEntry("for", "null");
        assertThat(answer.get("handler")).asString().endsWith(" 127.0.0.1");
    }

    @Test
    void scheme_and_host_come_from_the_same_proxy_as_the_client() {
        var answer = ask(
                app(local(AllowForwardHeaders.X_FORWARD)),
                "X-Forwarded-For: 6.6.6.6, 192.0.2.7, 10.1.1.1",
                "X-Forwarded-Proto: ftp, https, http",
                "X-Forwarded-Host: evil.example, good.example, inner");
        assertThat(answer).containsEntry("handler", "https://good.example 192.0.2.7");
    }

    @Test
    void the_standard_header_is_read_when_the_proxies_send_that() {
        var answer = ask(
                app(local(AllowForwardHeaders.FORWARD)),
                "Forwarded: for=6.6.6.6;proto=http, for=\"192.0.2.7:80\";Proto=HTTPS;host=good.example",
                "Forwarded: for=10.0.0.7",
                "X-Forwarded-For: 7.7.7.7");
        assertThat(answer)
                .containsEntry("handler", "https://good.example 192.0.2.7")
                .containsEntry("for", "192.0.2.7")
                .containsEntry("standard", "null");
    }

    @Test
    void the_other_header_is_taken_out_because_the_proxy_may_have_passed_it_on() {
        var answer =
                ask(app(local(AllowForwardHeaders.X_FORWARD)), "Forwarded: for=6.6.6.6", "X-Forwarded-Proto: https");
        assertThat(answer).containsEntry("standard", "null").containsEntry("handler", "https://inside 127.0.0.1");
    }

    @Test
    void nobody_else_is_believed() {
        var answer = ask(
                app(TrustedProxies.of(AllowForwardHeaders.X_FORWARD, "10.0.0.0/8")),
                "X-Forwarded-For: 192.0.2.7",
                "X-Forwarded-Proto: https");
        assertThat(answer).containsEntry("for", "null").containsEntry("handler", "http://inside 127.0.0.1");
    }

    @Test
    void without_proxies_headers_stay_and_are_not_believed() {
        var answer = ask(app(TrustedProxies.NONE), "X-Forwarded-For: 192.0.2.7", "X-Forwarded-Proto: https");
        assertThat(answer).containsEntry("for", "192.0.2.7").containsEntry("handler", "http://inside 127.0.0.1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"proxy.example", "10.0.0.0/33", "10.0.0.0/x", "", "10.0.0/8"})
    void what_is_no_address_is_refused(String network) {
        assertThatThrownBy(() -> TrustedProxies.of(AllowForwardHeaders.X_FORWARD, network))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void both_headers_at_once_cannot_be_trusted() {
        assertThatThrownBy(() -> TrustedProxies.of(AllowForwardHeaders.ALL, "127.0.0.1"))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
