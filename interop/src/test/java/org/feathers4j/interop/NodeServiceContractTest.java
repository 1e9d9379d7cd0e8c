package org.feathers4j.interop;

import java.time.Duration;
import java.util.List;
import java.util.Map;

import org.feathers4j.Service;
import org.feathers4j.ServiceHandle;
import org.feathers4j.testkit.CalledService;
import org.feathers4j.testkit.ServiceContract;
import org.feathers4j.testkit.ServiceUnderTest;
import org.feathers4j.testrules.Deviations;
import org.feathers4j.testrules.Patience;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;

/** The adapter cases of Feathers against Feathers' own adapter, in a Node process on the mesh. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class NodeServiceContractTest extends ServiceContract {
    private static final Duration SOON = Patience.ofSeconds(20);

    private final LoopbackMesh mesh = new LoopbackMesh();
    private NodePeer node;
    private JavaPeer java;
    private int count;

    @BeforeAll
    void start() {
        NodeModules.require();
        java = mesh.java("java", o -> o.onlyConsuming());
        node = mesh.node("node", NodeVersion.V3_0_0, o -> o.withService("vals", "vals"));
        java.await("vals", SOON);
    }

    @AfterAll
    void end() {
        mesh.assertUnharmed();
        mesh.close();
    }

    @Override
    protected ServiceUnderTest start(ServiceUnderTest.Settings settings) {
        String path = "people-" + ++count;
        node.use(path, "people", Map.of("multi", settings.multi(), "paginate", settings.paginate()));
        java.await(path, SOON);
        return new People(java.service(path), settings);
    }

    @Override
    protected Map<String, String> excuses() {
        return Deviations.of("adapter-tests.json over mesh");
    }

    /** A service of the Node process as the Java application sees it. */
    private record People(ServiceHandle handle, Object options) implements ServiceUnderTest {
        @Override
        public Service.Complete service() {
            return new CalledService(handle);
        }

        @Override
        public String id() {
            return "id";
        }

        @Override
        public List<String> events() {
            return handle.options().publishedEvents();
        }
    }
}
