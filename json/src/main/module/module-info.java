/** JSON exactly as JavaScript reads and writes it, typed shapes, limits. */
module org.feathers4j.json {
    requires com.fasterxml.jackson.annotation;
    requires transitive org.feathers4j;
    requires static transitive org.jspecify;
    requires tools.jackson.core;
    requires transitive tools.jackson.databind;

    exports org.feathers4j.json;

    provides org.feathers4j.JsonMapper with
            org.feathers4j.json.JacksonMapper;
}
