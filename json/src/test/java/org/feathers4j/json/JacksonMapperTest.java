package org.feathers4j.json;

import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;

import org.feathers4j.ErrorKind;
import org.feathers4j.FeathersException;
import org.feathers4j.JsonMapper;
import org.feathers4j.JsonValue;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.deser.std.StdConvertingDeserializer;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.ser.std.StdConvertingSerializer;
import tools.jackson.databind.util.StdConverter;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class JacksonMapperTest {
    enum Color {
        RED,
        GREEN;

        @Override
        public String toString() {
            return "the color " + name();
        }
    }

    record Todo(@Nullable Integer id, String text, boolean done) {}

    record Item(String name, double price, List<Color> colors) {}

    record Order(
            long number,
            List<Item> items,
            Map<String, Item> byName,
            @Nullable Order previous) {}

    record Times(Instant instant, Date date, LocalDate day, ZonedDateTime zoned, Duration duration, UUID id) {}

    record Numbers(int a, long b, double c, float d, BigDecimal e, BigInteger f) {}

    @SuppressWarnings("ArrayRecordComponent") // it is only written
    record Odd(
            byte[] bytes,
            Optional<String> maybe,
            @Nullable Object any,
            JsonValue stand,
            Map<Integer, String> byNumber) {}

    record Limited(int amount) {
        Limited {
            if (amount > 10) throw new IllegalArgumentException("amount must be at most 10");
            if (amount < 0) throw FeathersException.conflict("Not less than nothing");
        }
    }

    record Wrapped(Limited limited) {}

    interface Unknowable {
        String secret();
    }

    static final class Loop {
        public Loop getNext() {
            return new Loop();
        }
    }

    static final class Bean {
        private String text = "";
        private int count;

        public String getText() {
            return text;
        }

        public void setText(String text) {
            this.text = text;
        }

        public int getCount() {
            return count;
        }

        public void setCount(int count) {
            this.count = count;
        }
    }

    private final JsonMapper shapes = JsonMapper.shared();

    @Test
    void it_is_found_on_the_class_path() {
        assertThat(shapes).isInstanceOf(JacksonMapper.class);
    }

    @Test
    void a_record_is_an_object_in_the_order_of_its_components() {
        assertThat(Json.text(shapes.toJson(new Todo(null, "milk", false))))
                .isEqualTo("{\"id\":null,\"text\":\"milk\",\"done\":false}");
        assertThat(shapes.toJson(new Todo(1, "milk", true))).isEqualTo(Map.of("id", 1, "text", "milk", "done", true));
    }

    @Test
    void records_inside_records_come_back() {
        var item = new Item("tea", 2.0, List.of(Color.GREEN, Color.RED));
        var order = new Order(1L << 40, List.of(item), Map.of("tea", item), new Order(1, List.of(), Map.of(), null));
        Object json = shapes.toJson(order);
        assertThat(Json.text(json))
                .startsWith(
                        "{\"number\":1099511627776,\"items\":[{\"name\":\"tea\",\"price\":2,\"colors\":[\"GREEN\",\"RED\"]}]");
        assertThat(typed(json, Order.class)).isEqualTo(order);
        assertThat(typed(Json.parse(Json.text(json)), Order.class)).isEqualTo(order);
    }

    @Test
    void times_are_the_same_text_inside_a_record_as_outside() {
        var at = Instant.parse("2024-01-02T03:04:05.678Z");
        var times = new Times(
                at,
                Date.from(at),
                LocalDate.of(2024, 2, 29),
                at.atZone(ZoneOffset.ofHours(2)),
                Duration.ofMinutes(3),
                new UUID(0, 1));
        Object json = shapes.toJson(times);
        assertThat(Json.text(json))
                .isEqualTo(
                        "{\"instant\":\"2024-01-02T03:04:05.678Z\",\"date\":\"2024-01-02T03:04:05.678Z\",\"day\":\"2024-02-29\","
                                + "\"zoned\":\"2024-01-02T05:04:05.678+02:00\",\"duration\":\"PT3M\","
                                + "\"id\":\"00000000-0000-0000-0000-000000000001\"}");
        assertThat(typed(json, Times.class)).isEqualTo(times);
        assertThat(typed(1704164645678L, Instant.class)).isEqualTo(at);
    }

    @Test
    void numbers_keep_their_digits() {
        var numbers = new Numbers(
                1,
                1L << 60,
                0.1,
                0.1f,
                new BigDecimal("12345678901234567890.25"),
                new BigInteger("123456789012345678901"));
        Object json = shapes.toJson(numbers);
        assertThat(Json.text(json))
                .isEqualTo("{\"a\":1,\"b\":1152921504606846976,\"c\":0.1,\"d\":0.1,\"e\":12345678901234567890.25,"
                        + "\"f\":123456789012345678901}");
        assertThat(typed(json, Numbers.class)).isEqualTo(numbers);
    }

    @Test
    void odd_members_follow_the_rules_of_writing() {
        JsonValue stand = () -> Map.of("stands", Optional.of("in"));
        var odd = new Odd(new byte[] {1, -1}, Optional.empty(), new Todo(1, "x", true), stand, Map.of(7, "seven"));
        Object json = shapes.toJson(odd);
        assertThat(Json.text(json))
                .isEqualTo(
                        "{\"bytes\":{\"type\":\"Buffer\",\"data\":[1,255]},\"maybe\":null,"
                                + "\"any\":{\"id\":1,\"text\":\"x\",\"done\":true},\"stand\":{\"stands\":\"in\"},\"byNumber\":{\"7\":\"seven\"}}");
    }

    @Test
    void bytes_are_read_from_a_buffer_an_array_or_base64() {
        for (String json : List.of("{\"type\":\"Buffer\",\"data\":[1,255]}", "[1,255]", "\"Af8=\""))
            assertThat(typed(Json.parse(json), byte[].class)).isEqualTo(new byte[] {1, -1});
    }

    @Test
    void what_is_plain_already_is_handed_back_as_it_is() {
        Object plain = Json.parse("{\"a\":[1,{\"b\":null}]}");
        assertThat(shapes.toJson(plain)).isSameAs(plain);
        assertThat(typed(plain, Object.class)).isSameAs(plain);
        assertThat(typed(plain, Map.class)).isSameAs(plain);
        assertThat(shapes.toJson(null)).isNull();
        assertThat(typed(null, Todo.class)).isNull();
    }

    @Test
    void records_in_plain_lists_and_maps_are_found() {
        Object json = shapes.toJson(Map.of("all", List.of(new Todo(1, "x", true), 2)));
        assertThat(json).isEqualTo(Map.of("all", List.of(Map.of("id", 1, "text", "x", "done", true), 2)));
    }

    @Test
    void unknown_members_are_ignored_unless_they_shall_be_refused() {
        Object more = Map.of("text", "x", "done", true, "more", List.of(1));
        assertThat(typed(more, Todo.class)).isEqualTo(new Todo(null, "x", true));
        assertThatThrownBy(() -> shapes.refusingUnknown().toTyped(more, Todo.class))
                .isInstanceOfSatisfying(
                        FeathersException.class, e -> assertThat(e.kind()).isEqualTo(ErrorKind.BAD_REQUEST))
                .hasMessage("Unknown member at 'more'");
    }

    @Test
    void components_that_are_not_nullable_are_required() {
        assertThat(typed(Json.parse("{\"id\":null,\"text\":\"x\",\"done\":false}"), Todo.class))
                .isEqualTo(new Todo(null, "x", false));
        badRequest("{\"done\":true}", Todo.class, "Expected String at 'text', but there is none");
        badRequest("{\"text\":null,\"done\":true}", Todo.class, "Expected String at 'text', but there is none");
        badRequest("{\"text\":\"x\"}", Todo.class, "Expected boolean at 'done', but there is none");
        badRequest("{\"text\":\"x\",\"done\":null}", Todo.class, "Expected boolean at 'done', but there is none");
        badRequest(
                "{\"number\":1,\"items\":[{\"name\":\"tea\"}]}",
                Order.class,
                "Expected double at 'items[0].price', but there is none");
    }

    @SuppressWarnings("ArrayRecordComponent") // it is only read
    record Loose(Optional<String> maybe, OptionalInt number, byte @Nullable [] bytes) {}

    @Test
    void what_says_itself_that_it_may_be_absent_is_not_required() {
        assertThat(typed(Map.of(), Loose.class)).isInstanceOfSatisfying(Loose.class, loose -> {
            assertThat(loose.maybe()).isEqualTo(Optional.empty());
            assertThat(loose.number()).isEmpty();
            assertThat(loose.bytes()).isNull();
        });
    }

    @Test
    void no_type_is_bent_to_fit() {
        badRequest("{\"id\":\"5\",\"text\":\"x\",\"done\":true}", Todo.class, "Expected Integer at 'id', got a text");
        badRequest("{\"id\":\"\",\"text\":\"x\",\"done\":true}", Todo.class, "Expected Integer at 'id', got");
        badRequest("{\"id\":true,\"text\":\"x\",\"done\":true}", Todo.class, "Expected Integer at 'id', got ");
        badRequest("{\"text\":5,\"done\":true}", Todo.class, "Expected String at 'text', got '");
        badRequest("{\"text\":true,\"done\":true}", Todo.class, "Expected String at 'text', got '");
        badRequest("{\"text\":1.5,\"done\":true}", Todo.class, "Expected String at 'text', got '");
        badRequest("{\"text\":\"x\",\"done\":1}", Todo.class, "Expected boolean at 'done', got ");
        badRequest("{\"text\":\"x\",\"done\":\"true\"}", Todo.class, "Expected boolean at 'done', got a text");
        badRequest("{\"a\":1,\"b\":2,\"c\":\"0.5\"}", Numbers.class, "Expected double at 'c', got a text");
        badRequest(
                "{\"a\":1,\"b\":2,\"c\":1,\"d\":1,\"e\":\"0.5\"}",
                Numbers.class,
                "Expected BigDecimal at 'e', got a text");
        badRequest(
                "{\"a\":1,\"b\":2,\"c\":1,\"d\":1,\"e\":1,\"f\":1.5}",
                Numbers.class,
                "Expected BigInteger at 'f', got");
        assertThat(typed(Map.of("id", 7.0, "text", "", "done", true), Todo.class))
                .isEqualTo(new Todo(7, "", true));
    }

    @Test
    void decimals_have_the_digits_of_the_text() {
        for (String digits : List.of("0.1", "12.5", "-7", "0.12345678901234567890123"))
            assertThat(typed(
                            Json.parse("{\"a\":1,\"b\":2,\"c\":1,\"d\":1,\"e\":%s,\"f\":98765432109876543210}"
                                    .formatted(digits)),
                            Numbers.class))
                    .isEqualTo(new Numbers(1, 2, 1, 1, new BigDecimal(digits), new BigInteger("98765432109876543210")));
    }

    record Money(long cents) {}

    record Price(Money money) {}

    @Test
    void a_module_of_the_application_says_what_its_types_look_like() {
        JacksonMapper.register(new SimpleModule("money")
                .addSerializer(Money.class, new StdConvertingSerializer(new StdConverter<Money, Object>() {
                    @Override
                    public Object convert(Money money) {
                        return "EUR " + money.cents();
                    }
                }))
                .addDeserializer(Money.class, new StdConvertingDeserializer<Money>(new StdConverter<String, Money>() {
                    @Override
                    public Money convert(String text) {
                        return new Money(Long.parseLong(text.substring(4)));
                    }
                })));
        Object json = shapes.toJson(new Price(new Money(5)));
        assertThat(json).isEqualTo(Map.of("money", "EUR 5"));
        assertThat(typed(json, Price.class)).isEqualTo(new Price(new Money(5)));
        assertThat(shapes.toJson(new Money(7))).isEqualTo("EUR 7");
    }

    @Test
    void a_bean_is_read_and_written() {
        Object bean = typed(Map.of("text", "x", "count", 2), Bean.class);
        assertThat(bean)
                .isInstanceOfSatisfying(
                        Bean.class, it -> assertThat(it.getText()).isEqualTo("x"));
        assertThat(Json.text(shapes.toJson(bean))).isEqualTo("{\"text\":\"x\",\"count\":2}");
    }

    @Test
    void a_view_is_read_without_touching_it() {
        byte[] text = "{ \"id\" : 1.0, \"text\":\"x\",\"done\":false }".getBytes(UTF_8);
        Object view = Json.view(text, 0, text.length, JsonLimits.DEFAULT);
        assertThat(typed(view, Todo.class)).isEqualTo(new Todo(1, "x", false));
        assertThat(Json.bytes(view)).isEqualTo(text);
        assertThat(shapes.toJson(view)).isSameAs(view);
    }

    @Test
    void a_wrong_value_is_a_bad_request_that_names_the_place_and_the_type() {
        badRequest("{\"id\":\"seven\"}", Todo.class, "Expected Integer at 'id', got a text");
        badRequest("{\"id\":1.5}", Todo.class, "Expected Integer at 'id', got '1.5'");
        badRequest("{\"id\":[1]}", Todo.class, "Expected Integer at 'id', got an array");
        badRequest("{\"id\":12345678901}", Todo.class, "Expected int at 'id'");
        badRequest("[1]", Todo.class, "Expected Todo, got an array");
        badRequest("\"x\"", Todo.class, "Expected Todo, got a text");
        badRequest(
                "{\"number\":1,\"items\":[{\"name\":\"a\",\"price\":1,\"colors\":[]},{\"price\":{}}]}",
                Order.class,
                "Expected double at 'items[1].price', got an object");
        badRequest(
                "{\"items\":[{\"colors\":[\"RED\",\"BLUE\"]}]}",
                Order.class,
                "Expected one of RED, GREEN at 'items[0].colors[1]', got 'BLUE'");
        badRequest("{\"items\":[{\"colors\":[0]}]}", Order.class, "Expected one of RED, GREEN at 'items[0].colors[0]'");
        badRequest("{\"byName\":{\"a.b\":true}}", Order.class, "Expected Item at 'byName.a.b', got a boolean");
        badRequest("{\"instant\":\"yesterday\"}", Times.class, "Expected Instant at 'instant', got 'yesterday'");
        badRequest("{\"id\":\"%s %d\"}", Todo.class, "Expected Integer at 'id', got a text");
    }

    @Test
    void what_a_constructor_refuses_is_told_in_its_own_words() {
        badRequest("{\"amount\":11}", Limited.class, "Invalid Limited: amount must be at most 10");
        badRequest(
                "{\"limited\":{\"amount\":11}}",
                Wrapped.class,
                "Invalid Limited at 'limited': amount must be at most 10");
        assertThatThrownBy(() -> shapes.toTyped(Json.parse("{\"limited\":{\"amount\":-1}}"), Wrapped.class))
                .isInstanceOfSatisfying(
                        FeathersException.class, e -> assertThat(e.kind()).isEqualTo(ErrorKind.CONFLICT))
                .hasMessage("Not less than nothing");
    }

    @Test
    void a_type_that_nothing_fits_is_our_mistake_not_the_clients() {
        assertThatThrownBy(() -> shapes.toTyped(Map.of("secret", "x"), Unknowable.class))
                .isInstanceOfSatisfying(
                        FeathersException.class, e -> assertThat(e.kind()).isEqualTo(ErrorKind.GENERAL_ERROR))
                .hasMessageContaining("Unknowable");
    }

    @Test
    void a_cycle_is_an_error_not_a_stack_overflow() {
        assertThatThrownBy(() -> shapes.toJson(new Loop())).isInstanceOf(JsonException.class);
        var list = new ArrayList<@Nullable Object>();
        list.add(list);
        assertThatThrownBy(() -> shapes.toJson(list)).isInstanceOf(JsonException.class);
    }

    private void badRequest(String json, Type type, String message) {
        assertThatThrownBy(() -> shapes.toTyped(Json.parse(json), type))
                .isInstanceOfSatisfying(
                        FeathersException.class, e -> assertThat(e.kind()).isEqualTo(ErrorKind.BAD_REQUEST))
                .hasMessageStartingWith(message);
    }

    private @Nullable Object typed(@Nullable Object json, Type type) {
        return shapes.toTyped(json, type);
    }
}
