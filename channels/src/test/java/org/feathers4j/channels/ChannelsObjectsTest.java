package org.feathers4j.channels;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.feathers4j.Application;
import org.feathers4j.Connection;
import org.feathers4j.testrules.Deviations;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

/** Channel objects as they were recorded, in one go: later cases go on where earlier ones have stopped. */
class ChannelsObjectsTest {
    /** Events that services emit themselves have an application-wide publisher too (number 21 of the decided deviations). */
    private static final Map<String, Map<String, Object>> DEVIATIONS =
            Map.of("app.publish with an unknown event name", Map.of());

    private final Channels channels = Application.create().configure(Channels.create());
    private final Connection a = connection("A");
    private final Connection b = connection("B");
    private final Connection c = connection("C");
    /** Held here, as a channel without connections is only listed while it is referenced. */
    private final Map<String, Channel> held = new HashMap<>();

    private final Map<String, Map<String, @Nullable Object>> seen = new LinkedHashMap<>();

    @TestFactory
    Stream<DynamicTest> does_what_feathers_does() {
        assertThat(DEVIATIONS)
                .containsOnlyKeys(Deviations.of("channels-objects.json").keySet());
        play();
        List<Map<String, @Nullable Object>> cases =
                Resources.list(Resources.object(Resources.json("vectors/channels-objects.json"))
                                .get("cases"))
                        .stream()
                        .map(Resources::object)
                        .toList();
        assertThat(cases).extracting(one -> one.get("name")).containsExactlyElementsOf(seen.keySet());
        return cases.stream().map(one -> dynamicTest(String.valueOf(one.get("name")), () -> compare(one)));
    }

    private void compare(Map<String, @Nullable Object> one) {
        String name = String.valueOf(one.get("name"));
        var expected = new HashMap<>(one);
        expected.remove("name");
        assertThat(seen.get(name)).isEqualTo(DEVIATIONS.getOrDefault(name, expected));
    }

    private void play() {
        see("no channels at start", "channels", channels.names());
        see("asking for a channel creates it", "length", one().length(), "channels", channels.names());
        see("same object every time", "same", one() == channels.channel("one"));
        see("join is idempotent", "connections", names(one().join(a, b).join(a)));
        see(
                "join ignores missing connections (REST params.connection undefined)",
                "connections",
                names(one().join((@Nullable Connection) null)));
        combine();
        derive();
        leave();
        refuse();
        see(
                "an empty channel that never had members stays listed",
                "channels",
                held("five").length() == 0 ? channels.names() : List.of());
        send();
    }

    private void combine() {
        held("two").join(b, c);
        Channel both = channels.channel("one", "two");
        see("combined channel: union without duplicates", "connections", names(both), "length", both.length());
        see("combined via array", "connections", names(channels.channel(List.of("one", "two"))));
        see("app.channels", "channels", channels.names());
    }

    private void derive() {
        Channel filtered = one().filter(connection -> connection == a);
        see("filter returns a new anonymous channel", "connections", names(filtered), "original", names(one()));
    }

    private void leave() {
        channels.channel("one", "two").leave(b);
        see(
                "leave on a combined channel leaves every child",
                "one",
                names(one()),
                "two",
                names(channels.channel("two")));
        channels.channel("two").leave(connection -> connection == c);
        see("leave with a predicate; an emptied channel is removed", "channels", channels.names());
        channels.channel("three", "four").join(a);
        see(
                "join on a combined channel joins every child",
                "channels",
                channels.names(),
                "three",
                names(channels.channel("three")),
                "four",
                names(channels.channel("four")));
        channels.channel(channels.names()).leave(a);
        see("leave all channels", "channels", channels.names());
    }

    private void refuse() {
        see("app.channel() without names", errorOf(channels::channel));
        see(
                "app.publish with an unknown event name",
                errorOf(() -> channels.publishEvent("unknown", (item, x) -> null)));
    }

    private void send() {
        Channel sent = channels.channel("one").join(a).send(Map.of("x", 1));
        see(
                "send returns a new channel with data",
                "data",
                sent.data(),
                "connections",
                names(sent),
                "original",
                channels.channel("one").data());
        see(
                "send on a combined channel",
                "data",
                channels.channel("one", "two").send("d").data());
        see("filter keeps the data", "data", one().send("d").filter(x -> true).data());
    }

    private static Object[] errorOf(Runnable step) {
        try {
            step.run();
            return new Object[0];
        } catch (IllegalArgumentException e) {
            return new Object[] {"error", String.valueOf(e.getMessage())};
        }
    }

    private void see(String name, @Nullable Object... fields) {
        var map = new HashMap<String, @Nullable Object>();
        for (int i = 0; i < fields.length; i += 2) map.put(String.valueOf(fields[i]), fields[i + 1]);
        seen.put(name, map);
    }

    private Channel one() {
        return held("one");
    }

    private Channel held(String name) {
        Channel channel = channels.channel(name);
        held.put(name, channel);
        return channel;
    }

    private static Connection connection(String name) {
        return new Connection("socketio", Map.of()).set("name", name);
    }

    private static List<String> names(Channel channel) {
        return channel.connections().stream().map(Stage::name).toList();
    }
}
