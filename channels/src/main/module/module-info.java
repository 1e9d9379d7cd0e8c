/** Real-time connections, channels, and publishing of events to them, over any transport. */
module org.feathers4j.channels {
    requires transitive org.feathers4j;
    requires static transitive org.jspecify;
    requires org.slf4j;

    exports org.feathers4j.channels;
}
