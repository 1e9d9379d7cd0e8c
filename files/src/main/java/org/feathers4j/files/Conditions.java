package org.feathers4j.files;

import java.time.Instant;
import java.util.regex.Pattern;

import org.feathers4j.transport.RestRequest;
import org.jspecify.annotations.Nullable;

/** What a client knows of a file already (RFC 9110, 13). Pure. */
final class Conditions {
    private static final Pattern TAG = Pattern.compile("(W/)?\"[^\"]*\"");

    private final RestRequest request;
    private final @Nullable String etag;
    private final @Nullable Instant modified;

    /** @param etag with its quotes */
    Conditions(RestRequest request, @Nullable String etag, @Nullable Instant modified) {
        this.request = request;
        this.etag = etag;
        this.modified = modified == null ? null : HttpTime.seconds(modified);
    }

    /** Whether the client wants a version that this is not. */
    boolean isAnother() {
        String wanted = request.header("if-match");
        if (wanted != null) return !hasTag(wanted, false);
        Instant since = HttpTime.parse(request.header("if-unmodified-since"));
        return since != null && modified != null && modified.isAfter(since);
    }

    /** Whether the client has this version. */
    boolean isKnown() {
        String known = request.header("if-none-match");
        if (known != null) return hasTag(known, true);
        Instant since = HttpTime.parse(request.header("if-modified-since"));
        return since != null && modified != null && !modified.isAfter(since);
    }

    /** Whether a range continues what the client has of this version. */
    boolean continues() {
        String version = request.header("if-range");
        if (version == null) return true;
        if (version.trim().startsWith("\"")) return version.trim().equals(etag);
        Instant date = HttpTime.parse(version);
        return date != null && date.equals(modified);
    }

    private boolean hasTag(String header, boolean weakly) {
        if (header.trim().equals("*")) return true;
        if (etag == null) return false;
        return TAG.matcher(header)
                .results()
                .map(found -> weakly && found.group(1) != null ? found.group().substring(2) : found.group())
                .anyMatch(weakly ? strong(etag)::equals : tag -> tag.equals(etag) && !tag.startsWith("W/"));
    }

    private static String strong(String tag) {
        return tag.startsWith("W/") ? tag.substring(2) : tag;
    }
}
