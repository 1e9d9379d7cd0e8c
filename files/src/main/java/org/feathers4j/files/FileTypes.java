package org.feathers4j.files;

import java.util.Locale;
import java.util.Map;

import static java.util.Map.entry;

/** Media types by the ending of a name, and back. A table of its own, so that all systems give the same answer. Pure. */
final class FileTypes {
    static final String UNKNOWN = "application/octet-stream";

    private static final Map<String, String> BY_ENDING = Map.ofEntries(
            entry("7z", "application/x-7z-compressed"),
            entry("avif", "image/avif"),
            entry("bmp", "image/bmp"),
            entry("css", "text/css"),
            entry("csv", "text/csv"),
            entry("doc", "application/msword"),
            entry("docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
            entry("epub", "application/epub+zip"),
            entry("flac", "audio/flac"),
            entry("gif", "image/gif"),
            entry("gz", "application/gzip"),
            entry("html", "text/html"),
            entry("ics", "text/calendar"),
            entry("jpg", "image/jpeg"),
            entry("js", "text/javascript"),
            entry("json", "application/json"),
            entry("m4a", "audio/mp4"),
            entry("md", "text/markdown"),
            entry("mov", "video/quicktime"),
            entry("mp3", "audio/mpeg"),
            entry("mp4", "video/mp4"),
            entry("odp", "application/vnd.oasis.opendocument.presentation"),
            entry("ods", "application/vnd.oasis.opendocument.spreadsheet"),
            entry("odt", "application/vnd.oasis.opendocument.text"),
            entry("ogg", "audio/ogg"),
            entry("opus", "audio/opus"),
            entry("pdf", "application/pdf"),
            entry("png", "image/png"),
            entry("ppt", "application/vnd.ms-powerpoint"),
            entry("pptx", "application/vnd.openxmlformats-officedocument.presentationml.presentation"),
            entry("rtf", "application/rtf"),
            entry("svg", "image/svg+xml"),
            entry("tar", "application/x-tar"),
            entry("tif", "image/tiff"),
            entry("txt", "text/plain"),
            entry("wasm", "application/wasm"),
            entry("wav", "audio/wav"),
            entry("webm", "video/webm"),
            entry("webp", "image/webp"),
            entry("woff2", "font/woff2"),
            entry("xls", "application/vnd.ms-excel"),
            entry("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
            entry("xml", "application/xml"),
            entry("zip", "application/zip"));

    private static final Map<String, String> OTHER_ENDINGS =
            Map.of("jpeg", "jpg", "htm", "html", "tiff", "tif", "mjs", "js", "oga", "ogg", "text", "txt", "tgz", "gz");

    private FileTypes() {}

    /** The type of a file with this name; {@code application/octet-stream} when the name does not tell. */
    static String ofName(String name) {
        String ending = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        return BY_ENDING.getOrDefault(OTHER_ENDINGS.getOrDefault(ending, ending), UNKNOWN);
    }

    /** The ending for names of files of a type, with its dot; empty for a type without one. */
    static String ending(String type) {
        return BY_ENDING.entrySet().stream()
                .filter(entry -> entry.getValue().equals(type))
                .map(entry -> "." + entry.getKey())
                .findFirst()
                .orElse("");
    }
}
