package org.feathers4j.interop;

import java.util.List;
import java.util.Map;

import org.feathers4j.Application;
import org.feathers4j.FeathersException;
import org.feathers4j.Service;
import org.feathers4j.ServiceHandle;
import org.feathers4j.distributed.Distribution;
import org.feathers4j.distributed.MemoryMesh;
import org.feathers4j.hooks.CommonHooks;
import org.feathers4j.json.Json;
import org.feathers4j.server.Server;
import org.feathers4j.testrules.Patience;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/** What is wrong inside an application is nobody else's business: not that of clients over HTTP and sockets, nor that of peers. */
class HiddenErrorsTest {
    private static final String SECRET = "db7.internal";

    @RegisterExtension
    private static final OfficialClients clients = OfficialClients.forClass();

    private final MemoryMesh mesh = new MemoryMesh();
    private final Application provider = Application.create();
    private final Application gateway = Application.create();

    @AfterEach
    void close() {
        gateway.close();
        provider.close();
    }

    private void start(boolean hidesAll) {
        provider.configure(Distribution.create(o -> o.key("provider").link(mesh.link())));
        provider.use("broken", Service.find(params -> {
            throw new IllegalStateException("no answer from " + SECRET);
        }));
        provider.use("failing", Service.find(params -> {
            throw FeathersException.generalError("no answer from %s", SECRET)
                    .withData(Map.of("host", SECRET))
                    .withErrors(Map.of("host", SECRET));
        }));
        if (hidesAll) provider.hooks(h -> h.error(CommonHooks.hideInternalErrors()));
        provider.setup();
        gateway.configure(Server.create(o -> o.host("127.0.0.1")));
        Distribution distribution =
                gateway.configure(Distribution.create(o -> o.key("gateway").link(mesh.link())));
        gateway.use("local", Service.find(params -> {
            throw new IllegalStateException("no answer from " + SECRET);
        }));
        gateway.listen(0);
        distribution.await("broken", Patience.ofSeconds(10));
        distribution.await("failing", Patience.ofSeconds(10));
    }

    /** What the gateway itself gets of a failed find at the provider. */
    private String peerAnswer(String path) {
        ServiceHandle service = gateway.service(path);
        return Json.text(
                catchThrowableOfType(FeathersException.class, service::find).toJson());
    }

    /** What a client over HTTP, one over a socket and the Feathers client get of a failed find. */
    private List<String> answers(String path) {
        ClientSocket socket = clients.connect("client " + path, gateway.port(), Map.of());
        try (var http = new Http()) {
            return List.of(
                    Json.text(http.get("http://127.0.0.1:%d/%s".formatted(gateway.port(), path))
                            .body()),
                    Json.text(socket.emit(List.of("find", path, Map.of()))),
                    Json.text(socket.call(path, "find")));
        }
    }

    private static void assertHidden(List<String> answers) {
        assertThat(answers)
                .allSatisfy(
                        answer -> assertThat(answer).contains("GeneralError").doesNotContain(SECRET));
    }

    @Test
    void an_exception_stays_at_home() {
        start(false);
        assertHidden(answers("broken"));
        assertHidden(answers("local"));
        assertHidden(List.of(peerAnswer("broken")));
    }

    @Test
    void an_error_of_the_application_is_told_unless_internal_errors_are_hidden() {
        start(false);
        assertThat(answers("failing")).allSatisfy(answer -> assertThat(answer).contains(SECRET));
    }

    @Test
    void hidden_internal_errors_stay_at_home() {
        start(true);
        assertHidden(answers("broken"));
        assertHidden(answers("failing"));
        assertHidden(List.of(peerAnswer("broken")));
    }
}
