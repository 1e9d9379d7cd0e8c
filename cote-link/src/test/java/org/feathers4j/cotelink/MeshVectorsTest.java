package org.feathers4j.cotelink;

import java.util.stream.Stream;

import org.feathers4j.cote.Vectors;
import org.feathers4j.distributed.MeshRequest;
import org.feathers4j.distributed.ServiceDescriptor;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

import static org.assertj.core.api.Assertions.assertThat;

/** Every request and service descriptor that was captured from the Feathers layer is understood. */
class MeshVectorsTest {
    @TestFactory
    Stream<DynamicTest> requests() {
        return Stream.of("requests-responses", "error-responses", "result-values")
                .flatMap(Vectors::cases)
                .filter(each -> each.has("request"))
                .map(each -> Vectors.test(each, one -> a_request(one.object("request"))));
    }

    private static void a_request(Vectors.Case frame) {
        Object call = Vectors.arguments(frame.hex()).getFirst();
        assertThat(MeshRequest.fromJson(call).path()).isNotEmpty();
    }

    @TestFactory
    Stream<DynamicTest> service_descriptors() {
        return Stream.of("service-descriptors", "version-2.4.0")
                .flatMap(Vectors::cases)
                .filter(each -> !each.has("consumerListenerReceives"))
                .filter(each -> each.has("hex") || each.has("frames"))
                .map(each -> Vectors.test(each, one -> frames(one).forEach(MeshVectorsTest::a_descriptor)));
    }

    private static Stream<Vectors.Case> frames(Vectors.Case one) {
        return one.has("frames") ? Vectors.frames(one.list("frames")) : Stream.of(one);
    }

    private static void a_descriptor(Vectors.Case frame) {
        assertThat(ServiceDescriptor.fromJson(Vectors.arguments(frame.hex()).get(1)))
                .isPresent();
    }
}
