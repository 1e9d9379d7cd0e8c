package org.feathers4j.cote;

/**
 * What a cote writes to its log ({@code org.feathers4j.cote}, level info), under the names of cote's options. Trouble is logged in any case.
 *
 * @param log whether the following are written at all; option {@code log}
 * @param helloLogsEnabled whether others are mentioned when they are heard first
 * @param statusLogsEnabled whether others are mentioned when they come and go
 * @param logUnknownEvents whether requests and events are mentioned that nobody listens to
 */
public record CoteLogs(boolean log, boolean helloLogsEnabled, boolean statusLogsEnabled, boolean logUnknownEvents) {
    /** The plugin's: nothing, unless it is switched on. */
    public static final CoteLogs QUIET = new CoteLogs(false, true, true, true);

    /** cote's own. */
    public static final CoteLogs TALKATIVE = new CoteLogs(true, true, true, true);

    /** These with another {@link #log()}. */
    public CoteLogs withLog(boolean value) {
        return new CoteLogs(value, helloLogsEnabled, statusLogsEnabled, logUnknownEvents);
    }

    /** These with another {@link #helloLogsEnabled()}. */
    public CoteLogs withHelloLogsEnabled(boolean value) {
        return new CoteLogs(log, value, statusLogsEnabled, logUnknownEvents);
    }

    /** These with another {@link #statusLogsEnabled()}. */
    public CoteLogs withStatusLogsEnabled(boolean value) {
        return new CoteLogs(log, helloLogsEnabled, value, logUnknownEvents);
    }

    /** These with another {@link #logUnknownEvents()}. */
    public CoteLogs withLogUnknownEvents(boolean value) {
        return new CoteLogs(log, helloLogsEnabled, statusLogsEnabled, value);
    }

    /** Whether it is said that somebody has come (cote, discovery.js). */
    boolean ofComing() {
        return log && statusLogsEnabled && helloLogsEnabled;
    }

    /** Whether it is said that somebody has gone. */
    boolean ofGoing() {
        return log && statusLogsEnabled;
    }

    /** Whether it is said that nobody listens. */
    boolean ofUnknownEvents() {
        return log && logUnknownEvents;
    }
}
