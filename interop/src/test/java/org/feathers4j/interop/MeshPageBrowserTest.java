package org.feathers4j.interop;

import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;

import org.feathers4j.Application;
import org.feathers4j.distributed.Distribution;
import org.feathers4j.distributed.PeerDetails;
import org.feathers4j.distributed.PeerStatus;
import org.feathers4j.meshpage.MeshPage;
import org.feathers4j.server.Server;
import org.feathers4j.testrules.Eventually;
import org.feathers4j.testrules.Patience;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** The page of a Java gateway with a Node and a Java peer, in a browser. */
class MeshPageBrowserTest {

    private static final Duration SOON = Patience.ofSeconds(20);

    @RegisterExtension
    private final LoopbackMesh mesh = new LoopbackMesh();

    static boolean hasBrowser() {
        return Browser.isInstalled();
    }

    @Test
    @EnabledIf("hasBrowser")
    void the_page_shows_node_and_java_peers(@TempDir Path folder) {
        mesh.node("node", NodeVersion.V3_0_0, o -> o.withService("echo", "echo"));
        mesh.java("java", o -> o.withService("todos", "todos"));
        try (var gateway = Application.create()) {
            gateway.configure(Server.create());
            var distribution = gateway.configure(Distribution.create(o -> o.key(mesh.key("gateway"))
                    .services()
                    .cote(JavaPeerOptions.quick("gateway", mesh.discoveryPort()).cote())));
            gateway.configure(MeshPage.create());
            gateway.listen(0);
            distribution.await("echo", SOON).get(7);
            distribution.await("todos", SOON);
            assertThat(details(distribution, mesh.key("node")).runtime()).isEqualTo("Node");
            assertThat(details(distribution, mesh.key("java")).runtime()).isEqualTo("Java");
            assertThat(details(distribution, mesh.key("node")).silence())
                    .isNotNull()
                    .isLessThan(SOON);
            String url = "http://127.0.0.1:" + gateway.port() + "/mesh";
            Eventually.await(SOON, "the page", () -> {
                String page = Browser.document(url + "#list", folder);
                return Stream.of("3 applications, all connected", mesh.key("node"), mesh.key("java"), "echo", "todos")
                        .allMatch(page::contains);
            });
        }
    }

    private static PeerDetails details(Distribution distribution, String key) {
        return distribution.status().peers().stream()
                .filter(each -> each.peer().key().equals(key))
                .map(PeerStatus::details)
                .findFirst()
                .orElseThrow();
    }
}
