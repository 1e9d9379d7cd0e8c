package org.feathers4j.interop.ledger;

/** What must not be. */
public record Violation(Kind kind, String what) {

    /** Which promise was broken. */
    public enum Kind {
        /** A write was executed more than once. */
        WRITE_RAN_TWICE,
        /** An acknowledged write is not in the store. */
        ACKNOWLEDGED_WRITE_GONE,
        /** A write is in the store whose caller was told that it had not been executed. */
        REFUSED_WRITE_RAN,
        /** A value is in the store that no client wrote. */
        UNKNOWN_WRITE,
        /** A read returned what the store has never held. */
        WRONG_READ,
        /** An operation took effect before others that had ended when it began. */
        STALE,
        /** An event came more than once. */
        EVENT_TWICE,
        /** An event came after a later one of its emitter. */
        EVENT_OUT_OF_ORDER,
        /** An event tells of what is not in the store. */
        EVENT_WITHOUT_WRITE
    }

    @Override
    public String toString() {
        return kind + ": " + what;
    }
}
