package org.feathers4j.cote;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class CoteSettingsTest {
    private static CoteOptions options(Map<String, @Nullable Object> options) {
        return CoteSettings.read(options, Map.of()).build();
    }

    private static CoteOptions variables(Map<String, String> variables) {
        return CoteSettings.read(Map.of(), variables).build();
    }

    @Test
    void nothing_given_means_the_plugins_defaults() {
        CoteOptions options = options(Map.of());
        assertThat(options).usingRecursiveComparison().isEqualTo(CoteOptions.of(o -> {}));
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
                "TRUE"));
        assertThat(options.environment()).isEqualTo("prod");
        assertThat(options.useHostNames()).as("any text switches it on").isTrue();
        assertThat(options.broadcast()).isEqualTo("10.1.255.255");
        assertThat(options.ports()).isEqualTo(new PortRange(30_000, 40_001));
        assertThat(options.announcedHostName()).isEqualTo("me");
        assertThat(options.ignoreProcess()).isTrue();
        assertThat(options.times()).as("the plugin passes its own").isEqualTo(CoteTimes.DEFAULT);
    }

    @Test
    void one_variable_gives_the_mesh_a_secret_and_another_one_admits_those_without_it() {
        String secret = "what only the members of this mesh know";
        byte[] hello = "{\"event\":\"hello\"}".getBytes(StandardCharsets.UTF_8);
        assertThat(variables(Map.of()).secret()).isNull();
        CoteOptions closed = variables(Map.of("FEATHERS_MESH_SECRET", secret));
        assertThat(closed.secret())
                .isNotNull()
                .satisfies(known -> assertThat(MeshSecret.of(secret).verify(known.sign(hello)))
                        .contains(hello));
        assertThat(closed.admitWithoutSecret()).isFalse();
        assertThat(variables(Map.of("FEATHERS_MESH_SECRET", secret, "FEATHERS_MESH_ADMIT_WITHOUT_SECRET", "true"))
                        .admitWithoutSecret())
                .isTrue();
        assertThatThrownBy(() -> variables(Map.of("FEATHERS_MESH_SECRET", "too short")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("openssl rand")
                .hasMessageNotContaining("too short");
    }

    @Test
    void variables_of_the_log_are_yes_when_they_say_so_and_in_a_Feathers_app_whatever_they_say() {
        assertThat(options(Map.of()).logs()).isEqualTo(CoteLogs.QUIET);
        assertThat(variables(Map.of("COTE_LOG", "false")).logs().log()).isTrue();
        assertThat(library(Map.of()).logs()).isEqualTo(CoteLogs.VERBOSE);
        assertThat(library(Map.of("COTE_LOG", "false")).logs().log()).isFalse();
        CoteLogs logs = library(Map.of(
                        "COTE_HELLO_LOGS_ENABLED",
                        "no",
                        "COTE_STATUS_LOGS_ENABLED",
                        "False",
                        "COTE_LOG_UNKNOWN_EVENTS",
                        "0"))
                .logs();
        assertThat(logs).isEqualTo(new CoteLogs(true, false, false, false));
        assertThat(options(Map.of(
                                "log", true,
                                "helloLogsEnabled", false,
                                "statusLogsEnabled", false,
                                "logUnknownEvents", false))
                        .logs())
                .isEqualTo(new CoteLogs(true, false, false, false));
    }

    @Test
    void without_Feathers_all_intervals_can_be_set_by_variables() {
        assertThat(library(Map.of()).times()).isEqualTo(CoteTimes.COTE_DEFAULTS);
        CoteTimes times = library(Map.of(
                        "COTE_HELLO_INTERVAL", "3000",
                        "COTE_CHECK_INTERVAL", "7000",
                        "COTE_NODE_TIMEOUT", "9000"))
                .times();
        assertThat(times)
                .isEqualTo(new CoteTimes(
                        Duration.ofSeconds(3), Duration.ofSeconds(7), Duration.ofSeconds(9), Duration.ofSeconds(9)));
    }

    @Test
    void Docker_Clouds_variable_means_its_network_unless_another_is_given() {
        assertThat(variables(Map.of("DOCKERCLOUD_IP_ADDRESS", "10.7.0.3")).broadcast())
                .isEqualTo("10.7.255.255");
        assertThat(variables(Map.of("DOCKERCLOUD_IP_ADDRESS", "10.7.0.3", "COTE_BROADCAST_ADDRESS", "10.1.255.255"))
                        .broadcast())
                .isEqualTo("10.1.255.255");
    }

    @Test
    void a_Redis_server_is_named_by_its_URL_or_by_parts_and_switches_host_names_on() {
        CoteOptions options = variables(Map.of(
                "COTE_DISCOVERY_REDIS_URL", "rediss://someone:s%40crEt@redis.example:6380/3",
                "COTE_DISCOVERY_REDIS_PORT", "7000",
                "COTE_DISCOVERY_OTHER_HOST", "nowhere"));
        assertThat(options.useHostNames()).isNull();
        assertThat(options.newDiscovery().knowsAddresses()).isFalse();
        assertThat(options.newDiscovery().description()).isEqualTo("rediss://redis.example:7000/3");
        assertThat(RedisOptions.read(Map.of("url", "rediss://someone:s%40crEt@redis.example:6380/3", "port", "7000"))
                        .connectionString())
                .isEqualTo("rediss://someone:s%40crEt@redis.example:7000/3");
        assertThat(RedisOptions.read(Map.of("host", "h", "password", "p", "tls", Map.of()))
                        .connectionString())
                .isEqualTo("rediss://:p@h:6379/0");
        assertThat(RedisOptions.read(Map.of("username", "first", "user", "second", "url", "redis://third@h"))
                        .connectionString())
                .isEqualTo("redis://first:@h:6379/0");
        assertThat(options(Map.of("redis", Map.of("host", "h"), "useHostNames", false))
                        .useHostNames())
                .isFalse();
        CoteOptions both = CoteSettings.read(
                        Map.of("redis", Map.of("host", "mine")), Map.of("COTE_DISCOVERY_REDIS_HOST", "theirs"))
                .build();
        assertThat(both.newDiscovery().description()).isEqualTo("redis://mine:6379/0");
    }

    @Test
    void a_discovery_on_the_class_path_is_configured_by_its_variables_and_by_the_option_with_its_name() {
        assertThat(variables(Map.of("COTE_DISCOVERY_HUB_NAME", "one"))
                        .newDiscovery()
                        .description())
                .isEqualTo("hub one");
        CoteOptions both = CoteSettings.read(
                        Map.of("hub", Map.of("name", "two")), Map.of("COTE_DISCOVERY_HUB_NAME", "one"))
                .build();
        assertThat(both.newDiscovery().description()).isEqualTo("hub two");
        assertRefused(Map.of("hub", Map.of("nome", "x")), "nome");
        assertRefused(Map.of("hub", Map.of("name", "x"), "redis", Map.of("host", "h")), "[hub, redis]");
        assertThat(options(Map.of("redis", Map.of())).newDiscovery().description())
                .isEqualTo("udp 255.255.255.255:12345");
    }

    @Test
    void a_DNS_name_and_a_server_of_it_are_named_by_variables_and_options_which_win() {
        assertThat(variables(Map.of("COTE_DNS_NAME", "todos")).newDiscovery().description())
                .isEqualTo("udp port 12345 of the addresses of todos");
        CoteOptions both = CoteSettings.read(
                        Map.of("dns", "todos.mine", "port", 12_346),
                        Map.of("COTE_DNS_NAME", "todos", "COTE_DNS_SERVER", "127.0.0.1:5353"))
                .build();
        assertThat(both.newDiscovery().description())
                .isEqualTo("udp port 12346 of the addresses of todos.mine at 127.0.0.1:5353");
        assertThat(both.newDiscovery().knowsAddresses()).isTrue();
        assertThat(options(Map.of("dns", "t", "dnsServer", "10.96.0.10"))
                        .newDiscovery()
                        .description())
                .endsWith(" t at 10.96.0.10:53");
        assertRefused(Map.of("dns", "a b"), "'a b'");
        assertRefused(Map.of("dns", "a".repeat(254)), "253");
        for (String server : List.of("dns.example", "10.0.0.1:", "10.0.0.1:0", "10.0.0.1:65536", "::1"))
            assertRefused(Map.of("dns", "todos", "dnsServer", server), "'" + server + "'");
        assertRefused(Map.of("dns", "todos", "redis", Map.of("host", "h")), "one discovery");
    }

    @Test
    void the_rest_of_the_options_is_known_by_Nodes_names_too() {
        CoteOptions options = options(Map.of(
                "weight",
                -0.5,
                "server",
                false,
                "client",
                false,
                "reuseAddr",
                false,
                "statusInterval",
                1000,
                "networkInterface",
                "lo",
                "advertisedAddress",
                "example.org",
                "mastersRequired",
                2,
                "ignoreInstance",
                true));
        assertThat(options.weight()).isEqualTo(-0.5);
        assertThat(options.announce()).isFalse();
        assertThat(options.listen()).isFalse();
        assertThat(options.datagrams().reuseAddress()).isFalse();
        assertThat(options.statusInterval()).isEqualTo(Duration.ofSeconds(1));
        assertThat(options.datagrams().networkInterface()).contains("lo");
        assertThat(options.advertisedAddress()).isEqualTo("example.org");
        assertThat(variables(Map.of("COTE_NETWORK_INTERFACE", "lo", "COTE_ADVERTISED_ADDRESS", "example.org")))
                .usingRecursiveComparison()
                .isEqualTo(options(Map.of("networkInterface", "lo", "advertisedAddress", "example.org")));
    }

    private static CoteOptions library(Map<String, String> variables) {
        return CoteSettings.readLibrary(Map.of(), variables).build();
    }

    @Test
    void options_win_over_variables() {
        CoteOptions options = CoteSettings.read(Map.of("environment", "mine"), Map.of("COTE_ENV", "theirs"))
                .build();
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
        assertRefused(Map.of("redis", "here"), "redis");
        assertRefused(Map.of("redis", Map.of("prot", 1)), "prot");
        assertRefused(Map.of("redis", Map.of("url", "http://localhost")), "redis:");
        assertRefused(Map.of("redis", Map.of("port", "many")), "'many'");
        assertRefused(Map.of("redis", Map.of("port", 0)), "port 0");
        assertRefused(Map.of("statusInterval", 0), "statusInterval");
        assertRefused(Map.of("weight", "heavy"), "a number");
        assertRefused(Map.of("heloInterval", 1), "heloInterval");
        assertRefused(Map.of("maxFrameBytes", 1), "maxFrameBytes");
        assertRefused(Map.of("multicastTTL", 300), "multicastTTL");
    }

    private static void assertRefused(Map<String, @Nullable Object> options, String reason) {
        assertThatThrownBy(() -> options(options))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(reason);
    }
}
