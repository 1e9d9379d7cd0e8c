/** Contract suites, fake time, in-process mesh with faults, scripted peers. */
module org.feathers4j.testkit {
    requires org.assertj.core;
    requires transitive org.feathers4j;
    requires transitive org.feathers4j.cote;
    requires org.feathers4j.cotelink;
    requires transitive org.feathers4j.distributed;
    requires org.feathers4j.json;
    requires static transitive org.jspecify;
    requires org.junit.jupiter.api;

    exports org.feathers4j.testkit;
}
