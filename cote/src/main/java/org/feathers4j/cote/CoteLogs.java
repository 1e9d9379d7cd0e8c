package org.feathers4j.cote;

/** Which events a cote logs, under the names of cote's options; {@link CoteOptions.Builder} says what they mean. */
record CoteLogs(boolean log, boolean helloLogsEnabled, boolean statusLogsEnabled, boolean logUnknownEvents) {
    /** The plugin's: nothing, unless it is switched on. */
    static final CoteLogs QUIET = new CoteLogs(false, true, true, true);

    /** cote's own. */
    static final CoteLogs VERBOSE = new CoteLogs(true, true, true, true);

    /** Whether components are logged when they are found (cote, discovery.js). */
    boolean ofComing() {
        return log && statusLogsEnabled && helloLogsEnabled;
    }

    /** Whether components are logged when they are gone. */
    boolean ofGoing() {
        return log && statusLogsEnabled;
    }

    /** Whether requests and events without a listener are logged. */
    boolean ofUnknownEvents() {
        return log && logUnknownEvents;
    }
}
