/** Hooks that most applications want: conditions, fields, soft deletion, validation, resolvers. */
module org.feathers4j.hooks {
    requires static jakarta.validation;
    requires json.schema;
    requires transitive org.feathers4j;
    requires org.feathers4j.json;
    requires static transitive org.jspecify;
    requires org.slf4j;

    exports org.feathers4j.hooks;
}
