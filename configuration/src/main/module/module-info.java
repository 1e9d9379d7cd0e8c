/** Settings from files and environment variables, under the names of the Feathers configuration. */
module org.feathers4j.configuration {
    requires transitive org.feathers4j;
    requires transitive org.feathers4j.hooks;
    requires static transitive org.jspecify;
    requires typesafe.config;

    exports org.feathers4j.configuration;
}
