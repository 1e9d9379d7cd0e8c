package org.feathers4j.cotelink;

import java.util.Map;
import java.util.ServiceLoader;

import org.feathers4j.distributed.MeshLinkProvider;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class CoteLinkProviderTest {
    @Test
    void the_provider_is_found_by_the_service_loader() {
        MeshLinkProvider provider =
                ServiceLoader.load(MeshLinkProvider.class).findFirst().orElseThrow();
        assertThat(provider.name()).isEqualTo("cote");
        assertThat(provider.create(Map.of("port", 4321), Map.of()).description())
                .contains("cote");
    }
}
