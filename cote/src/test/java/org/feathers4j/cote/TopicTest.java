package org.feathers4j.cote;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class TopicTest {
    @Test
    void a_topic_has_the_name_space_in_it() {
        assertThat(new Topic("services", "service").text()).isEqualTo("message::services::service");
        assertThat(new Topic(null, "ping").text()).isEqualTo("message::ping");
        assertThat(new Topic("", "ping").text()).isEqualTo("message::ping");
    }

    @Test
    void a_subscription_hears_its_topic_and_no_other() {
        Topic.Subscription created = new Topic("a.b", "created").subscription();
        assertThat(created.event("message::a.b::created")).contains("created");
        assertThat(created.event("message::a.b::created2")).isEmpty();
        assertThat(created.event("message::axb::created")).isEmpty();
        assertThat(created.event("created")).isEmpty();
    }

    @Test
    void what_stands_in_the_place_of_a_wildcard_is_the_event() {
        Topic.Subscription some = new Topic("n", "a.*").subscription();
        assertThat(some.event("message::n::a.b")).contains("b");
        assertThat(some.event("message::n::a.b::c")).contains("b::c");
        assertThat(some.event("message::n::a.")).isEmpty();
        assertThat(some.event("message::n::axb")).isEmpty();
        assertThat(some.event("message::n::a.b\nc")).isEmpty();
    }
}
