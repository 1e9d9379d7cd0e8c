package org.feathers4j.interop;

/** What carries a mesh of Java peers. */
enum MeshKind {
    COTE,
    /** Through a server of NATS. */
    NATS
}
