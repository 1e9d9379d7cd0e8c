package org.feathers4j.testkit;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import org.assertj.core.api.InstanceOfAssertFactories;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.feathers4j.FeathersException;
import org.feathers4j.Id;
import org.feathers4j.Params;
import org.feathers4j.testkit.ServiceUnderTest.Settings;
import org.jspecify.annotations.Nullable;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

/** A service and the people in it. */
final class AdapterFixture {
    /** Ids that no record has: one like MongoDB's, one like SQL's. */
    static final Id UNKNOWN = Id.of("568225fbfe21222432e836ff");

    static final Id UNKNOWN_NUMBER = Id.of(123456789);

    private final ServiceUnderTest subject;

    private AdapterFixture(ServiceUnderTest subject) {
        this.subject = subject;
    }

    /** A record without what it has no value for: a row of a table has all columns, and the original asks for no more than {@code !data.age}. */
    static Map<String, @Nullable Object> withoutNulls(@Nullable Object record) {
        var some = new LinkedHashMap<>(record(record));
        some.values().removeIf(Objects::isNull);
        return some;
    }

    static AdapterFixture empty(ServiceContract contract, Settings settings) {
        return new AdapterFixture(contract.start(settings));
    }

    static AdapterFixture empty(ServiceContract contract, Object multi) {
        return empty(contract, Settings.multi(multi));
    }

    static AdapterFixture only(ServiceContract contract, String method) {
        return new AdapterFixture(contract.startWithOnly(method));
    }

    /** A case that begins with Doug, 32 years old. */
    static ServiceContract.Case withDoug(Play play) {
        return contract -> {
            AdapterFixture scenario = empty(contract, false);
            play.act(scenario, scenario.create(person("Doug", 32)));
        };
    }

    /** A case that begins with Bob, Doug and Alice. */
    static ServiceContract.Case withThree(Settings settings, Act act) {
        return contract -> {
            AdapterFixture scenario = empty(contract, settings);
            scenario.create(person("Bob", 25));
            scenario.create(person("Doug", 32));
            scenario.create(person("Alice", 19));
            act.play(scenario);
        };
    }

    @FunctionalInterface
    interface Act {
        void play(AdapterFixture scenario) throws Exception;
    }

    @FunctionalInterface
    interface Play {
        void act(AdapterFixture scenario, Map<String, @Nullable Object> doug) throws Exception;
    }

    ServiceUnderTest subject() {
        return subject;
    }

    Map<String, @Nullable Object> create(Map<String, @Nullable Object> person) throws Exception {
        return record(subject.service().create(person, Params.empty()));
    }

    @Nullable
    Object get(Id id, @Nullable Object... query) throws Exception {
        return subject.service().get(id, query(query));
    }

    @Nullable
    Object update(@Nullable Id id, Object data, @Nullable Object... query) throws Exception {
        return subject.service().update(id, data, query(query));
    }

    @Nullable
    Object patch(@Nullable Id id, Object data, @Nullable Object... query) throws Exception {
        return subject.service().patch(id, data, query(query));
    }

    @Nullable
    Object remove(@Nullable Id id, @Nullable Object... query) throws Exception {
        return subject.service().remove(id, query(query));
    }

    @Nullable
    Object find(@Nullable Object... query) throws Exception {
        return subject.service().find(query(query));
    }

    /** The names of the people found, in order; of a page those on it. */
    List<@Nullable Object> names(@Nullable Object... query) throws Exception {
        return names(find(query));
    }

    static List<@Nullable Object> names(@Nullable Object found) {
        Object data = found instanceof Map<?, ?> page ? page.get("data") : found;
        return list(data).stream()
                .<@Nullable Object>map(person -> record(person).get("name"))
                .toList();
    }

    Id idOf(Map<String, @Nullable Object> record) {
        return new Id(Objects.requireNonNull(record.get(subject.id())));
    }

    /** That a call is answered with the record itself, but without the age. */
    void assertNameOnly(@Nullable Object answer, Object id, String name) {
        assertThat(record(answer)).isEqualTo(object(subject.id(), id, "name", name));
    }

    static void assertFails(String name, ThrowingCallable call) {
        assertThat(catchThrowable(call))
                .asInstanceOf(InstanceOfAssertFactories.type(FeathersException.class))
                .returns(name, FeathersException::name);
    }

    /** An answer that is one record. */
    static Map<String, @Nullable Object> record(@Nullable Object answer) {
        assertThat(answer).isInstanceOf(Map.class);
        var record = new LinkedHashMap<String, @Nullable Object>();
        ((Map<?, ?>) Objects.requireNonNull(answer)).forEach((name, value) -> record.put(String.valueOf(name), value));
        return record;
    }

    /** An answer that is many records. */
    static List<@Nullable Object> list(@Nullable Object answer) {
        assertThat(answer).isInstanceOf(List.class);
        return new ArrayList<@Nullable Object>((List<?>) Objects.requireNonNull(answer));
    }

    static Map<String, @Nullable Object> person(String name, int age) {
        return object("name", name, "age", age);
    }

    static Params query(@Nullable Object... namesAndValues) {
        return namesAndValues.length == 0 ? Params.empty() : Params.query(object(namesAndValues));
    }

    static Map<String, @Nullable Object> object(@Nullable Object... namesAndValues) {
        var object = new LinkedHashMap<String, @Nullable Object>();
        for (int i = 0; i < namesAndValues.length; i += 2)
            object.put(String.valueOf(namesAndValues[i]), namesAndValues[i + 1]);
        return object;
    }
}
