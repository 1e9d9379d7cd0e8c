package org.feathers4j.files;

import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.Objects;
import java.util.Random;

import org.feathers4j.Application;
import org.feathers4j.FeathersException;
import org.feathers4j.Service;
import org.feathers4j.ServiceHandle;
import org.feathers4j.client.Client;
import org.feathers4j.distributed.Distribution;
import org.feathers4j.distributed.MemoryMesh;
import org.feathers4j.server.Server;
import org.feathers4j.testrules.Patience;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What a file is where nothing but JSON goes. */
class OtherTransportsTest {
    private static final Duration SOON = Patience.ofSeconds(30);
    private static final int MOST = 1 << 20;

    private final MemoryMesh mesh = new MemoryMesh();
    private final Application owner = Application.create();
    private final Application other = Application.create();

    /** A file of as many bytes as its id says. */
    @BeforeEach
    void start() {
        owner.configure(Server.create(o -> o.host("127.0.0.1")));
        owner.configure(Distribution.create(o -> o.key("owner").link(mesh.link())));
        owner.use(
                "files",
                Service.get((id, params) -> FileBody.of(bytes(Integer.parseInt(id.toString())), o -> o.name("a.bin"))));
        owner.listen(0);
    }

    @AfterEach
    void close() {
        other.close();
        owner.close();
    }

    private static byte[] bytes(int size) {
        byte[] bytes = new byte[size];
        new Random(size).nextBytes(bytes);
        return bytes;
    }

    private static void check(ServiceHandle files) {
        assertThat(files.get(3))
                .isEqualTo(
                        Map.of("name", "a.bin", "type", "application/octet-stream", "size", 3, "uri", uri(bytes(3))));
        Map<?, ?> largest = (Map<?, ?>) Objects.requireNonNull(files.get(MOST));
        assertThat(largest.get("uri")).isEqualTo(uri(bytes(MOST)));
        assertThatThrownBy(() -> files.get(MOST + 1)).isInstanceOfSatisfying(FeathersException.class, e -> {
            assertThat(e.code()).isEqualTo(413);
            assertThat(e.getMessage()).contains("can be had over HTTP only");
        });
    }

    private static String uri(byte[] bytes) {
        return "data:application/octet-stream;base64," + Base64.getEncoder().encodeToString(bytes);
    }

    @Test
    void over_a_socket_it_is_a_data_uri_up_to_a_limit() {
        try (Client client =
                Client.socket(owner.plugin(Server.class).orElseThrow().address(), o -> o.timeout(SOON))) {
            check(client.service("files"));
        }
    }

    @Test
    void over_the_mesh_it_is_a_data_uri_up_to_a_limit() {
        Distribution distribution =
                other.configure(Distribution.create(o -> o.key("other").link(mesh.link())));
        other.setup();
        check(distribution.await("files", SOON));
    }
}
