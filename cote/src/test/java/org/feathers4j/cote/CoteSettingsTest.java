package org.feathers4j.cote;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;

import org.feathers4j.distributed.MeshLinkProvider;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class CoteSettingsTest {
    private static CoteOptions options(Map<String, @Nullable Object> options) {
        return CoteSettings.read(options, Map.of());
    }

    private static CoteOptions variables(Map<String, String> variables) {
        return CoteSettings.read(Map.of(), variables);
    }

    @Test
    void nothing_given_means_the_plugins_defaults() {
        CoteOptions options = options(Map.of());
        assertThat(options).isEqualTo(CoteOptions.DEFAULT);
        assertThat(options.times().helloInterval()).isEqualTo(Duration.ofSeconds(10));
        assertThat(options.destinations()).containsExactly("255.255.255.255");
    }

    @Test
    void options_have_Nodes_names() {
        CoteOptions options = options(Map.of(
                "helloInterval",
                500,
                "checkInterval",
                1000L,
                "nodeTimeout",
                Duration.ofSeconds(2),
                "port",
                23_456,
                "broadcast",
                "127.255.255.255",
                "environment",
                "prod",
                "useHostNames",
                true,
                "basePort",
                12_000,
                "maxFrameBytes",
                2048,
                "log",
                false));
        assertThat(options.times().helloInterval()).isEqualTo(Duration.ofMillis(500));
        assertThat(options.times().nodeTimeout()).isEqualTo(Duration.ofSeconds(2));
        assertThat(options.port()).isEqualTo(23_456);
        assertThat(options.destinations()).containsExactly("127.255.255.255");
        assertThat(options.wireKey("k")).isEqualTo("prod:$$k");
        assertThat(options.useHostNames()).isTrue();
        assertThat(options.ports()).isEqualTo(new PortRange(12_000, 20_000));
        assertThat(options.limits().maxFrameBytes()).isEqualTo(2048);
    }

    @Test
    void hellos_go_to_the_hosts_of_a_list_before_a_group_before_everybody() {
        assertThat(options(Map.of("unicast", "10.0.0.1, 10.0.0.2", "multicast", "239.1.2.3"))
                        .destinations())
                .containsExactly("10.0.0.1", "10.0.0.2");
        assertThat(options(Map.of("unicast", List.of("10.0.0.1"))).destinations())
                .containsExactly("10.0.0.1");
        assertThat(options(Map.of("multicast", "239.1.2.3")).destinations()).containsExactly("239.1.2.3");
    }

    @Test
    void variables_set_what_they_set_in_a_Feathers_app() {
        CoteOptions options = variables(Map.of(
                "COTE_ENV",
                "prod",
                "COTE_USE_HOST_NAMES",
                "false",
                "COTE_BROADCAST_ADDRESS",
                "10.1.255.255",
                "BASE_PORT",
                "30000",
                "HIGHEST_PORT",
                "",
                "DISCOVERY_HOSTNAME",
                "me",
                "COTE_HELLO_INTERVAL",
                "1",
                "COTE_IGNORE_PROCESS",
                "TRUE",
                "COTE_DISCOVERY_REDIS_HOST",
                "redis"));
        assertThat(options.environment()).isEqualTo("prod");
        assertThat(options.useHostNames()).as("any text switches it on").isTrue();
        assertThat(options.broadcast()).isEqualTo("10.1.255.255");
        assertThat(options.ports()).isEqualTo(new PortRange(30_000, 40_001));
        assertThat(options.hostName()).isEqualTo("me");
        assertThat(options.ignoreProcess()).isTrue();
        assertThat(options.times()).as("the plugin passes its own").isEqualTo(CoteTimes.DEFAULT);
    }

    @Test
    void options_win_over_variables() {
        CoteOptions options = CoteSettings.read(Map.of("environment", "mine"), Map.of("COTE_ENV", "theirs"));
        assertThat(options.environment()).isEqualTo("mine");
    }

    @Test
    void what_makes_no_sense_is_refused_with_a_reason() {
        assertRefused(Map.of("helloInterval", 30_000), "nodeTimeout");
        assertRefused(Map.of("nodeTimeout", 15_000), "checkInterval");
        assertRefused(Map.of("masterTimeout", 20_000), "masterTimeout");
        assertRefused(Map.of("helloInterval", "soon"), "milliseconds");
        assertRefused(Map.of("port", 70_000), "70000");
        assertRefused(Map.of("port", "many"), "'many'");
        assertRefused(Map.of("useHostNames", "yes"), "true or false");
        assertRefused(Map.of("basePort", 20_000, "highestPort", 10_000), "20000 to 10000");
        assertRefused(Map.of("redis", Map.of()), "redis");
        assertRefused(Map.of("heloInterval", 1), "heloInterval");
        assertRefused(Map.of("maxFrameBytes", 1), "maxFrameBytes");
        assertRefused(Map.of("multicastTTL", 300), "multicastTTL");
    }

    private static void assertRefused(Map<String, @Nullable Object> options, String reason) {
        assertThatThrownBy(() -> options(options))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(reason);
    }

    @Test
    void the_provider_is_found_by_the_service_loader() {
        MeshLinkProvider provider =
                ServiceLoader.load(MeshLinkProvider.class).findFirst().orElseThrow();
        assertThat(provider.name()).isEqualTo("cote");
        assertThat(provider.create(Map.of("port", 4321), Map.of()).description())
                .contains("cote");
    }
}
