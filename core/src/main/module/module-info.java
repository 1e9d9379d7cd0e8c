/** Application, services, hooks, events, params, errors. No I/O. */
module org.feathers4j {
    requires static transitive org.jspecify;
    requires org.slf4j;

    exports org.feathers4j;

    uses org.feathers4j.JsonMapper;
}
