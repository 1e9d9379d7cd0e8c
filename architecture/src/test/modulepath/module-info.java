/** An application as a user writes it who keeps to the module path; ModulePathTest compiles and starts it. */
module app {
    requires org.feathers4j.all;
    requires org.feathers4j.openapi;
    requires org.jspecify;

    // records are read and written by reflection
    opens app to
            tools.jackson.databind;
}
