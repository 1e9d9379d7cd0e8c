package org.feathers4j.files;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

import org.feathers4j.Application;
import org.feathers4j.FeathersException;
import org.feathers4j.Id;
import org.feathers4j.Params;
import org.feathers4j.Service;
import org.jspecify.annotations.Nullable;

/**
 * Blobs as a service:
 *
 * <pre>{@code
 * app.use("blobs", BlobService.create(BlobStore.folder(Path.of("blobs"))), Server.bodies(Uploads.create(), RawBodies.create()));
 * }</pre>
 *
 * <p>{@code create} takes a form with one file, or a whole body, and gives {@code {id, size, type}}; {@code get} streams it as an attachment; {@code find} lists ids with a {@code prefix}, {@code $limit} and {@code $skip}; {@code
 * remove} removes one. The ending of the id tells the type. Safe for all threads.
 */
public final class BlobService
        implements Service.Identifies, Service.Creates, Service.Gets, Service.Finds, Service.Updates, Service.Removes {
    private static final Set<String> QUERY = Set.of("prefix", "$limit", "$skip");
    private static final int MOST_SKIPPED = 10_000;

    private final BlobStore store;
    private final BlobOptions options;

    private BlobService(BlobStore store, BlobOptions options) {
        this.store = store;
        this.options = options;
    }

    /** A service of the blobs in a store, which it closes with the application. */
    public static BlobService create(BlobStore store) {
        return create(store, options -> {});
    }

    /**
     * A service with options.
     *
     * @throws IllegalArgumentException when an option cannot be used
     */
    public static BlobService create(BlobStore store, Consumer<BlobOptions.Builder> change) {
        return new BlobService(store, BlobOptions.of(change));
    }

    @Override
    public String id() {
        return "id";
    }

    @Override
    public void teardown(Application app, String path) {
        store.close();
    }

    /** Bytes that are to be stored. */
    private record Content(@Nullable String name, String type, InputStream bytes) {}

    @Override
    public Object create(@Nullable Object data, Params params) throws IOException {
        Content content = content(data);
        try (InputStream bytes = content.bytes()) {
            String type = typeOf(content);
            return stored(store.write(BlobIds.next(type), type, bytes), content.name());
        }
    }

    /** Clients that do not know the type of a file say that it is bytes. */
    private static String typeOf(Content content) {
        String name = content.name();
        return name != null && content.type().equals(FileTypes.UNKNOWN) ? FileTypes.ofName(name) : content.type();
    }

    @Override
    public Object update(@Nullable Id id, @Nullable Object data, Params params) throws IOException {
        if (!options.clientIds())
            throw FeathersException.methodNotAllowed("Blobs are not replaced: create another one");
        String known = checked(id);
        Content content = content(data);
        try (InputStream bytes = content.bytes()) {
            return stored(store.write(known, FileTypes.ofName(known), bytes), content.name());
        }
    }

    private Content content(@Nullable Object data) throws IOException {
        if (data instanceof UploadedFile file) return new Content(file.name(), file.contentType(), file.stream());
        if (data instanceof Map<?, ?> form) {
            if (options.dataUris() && form.get("uri") instanceof String uri) return decoded(uri);
            List<UploadedFile> files = form.values().stream()
                    .filter(UploadedFile.class::isInstance)
                    .map(UploadedFile.class::cast)
                    .toList();
            if (files.size() == 1) return content(files.getFirst());
        }
        throw FeathersException.badRequest(
                options.dataUris()
                        ? "Data must be {uri}, or a form with one file"
                        : "Data must be a form with one file");
    }

    private static Content decoded(String uri) {
        DataUri data = DataUri.parse(uri);
        return new Content(null, data.type(), new ByteArrayInputStream(data.bytes()));
    }

    private static Map<String, @Nullable Object> stored(Blob blob, @Nullable String name) {
        Map<String, @Nullable Object> record = described(blob);
        if (name != null) record.put("name", name);
        return record;
    }

    private static Map<String, @Nullable Object> described(Blob blob) {
        var record = new LinkedHashMap<String, @Nullable Object>();
        record.put("id", blob.id());
        record.put("size", blob.size());
        record.put("type", FileTypes.ofName(blob.id()));
        return record;
    }

    @Override
    public Object get(Id id, Params params) throws IOException {
        Blob blob = existing(checked(id));
        FileBody body = FileBody.of(
                blob.size(),
                (from, length) -> store.read(blob, from, length),
                o -> o.type(FileTypes.ofName(blob.id())).etag(blob.etag()).lastModified(blob.lastModified()));
        if (!options.dataUris()) return body;
        var record = new LinkedHashMap<String, @Nullable Object>();
        record.put("id", blob.id());
        record.putAll(body.toMap());
        return record;
    }

    @Override
    public Object remove(@Nullable Id id, Params params) throws IOException {
        Blob blob = existing(checked(id));
        if (!store.remove(blob.id())) throw notFound(blob.id());
        return described(blob);
    }

    @Override
    public Object find(Params params) throws IOException {
        Map<String, @Nullable Object> query = params.query();
        for (String name : query.keySet())
            if (!QUERY.contains(name)) throw FeathersException.badRequest("Blobs cannot be asked for '%s'", name);
        Object prefix = query.getOrDefault("prefix", "");
        if (!(prefix instanceof String text) || !BlobIds.isPrefix(text))
            throw FeathersException.badRequest("The prefix must be the beginning of an id");
        int limit = number(query, "$limit", options.maxLimit(), Integer.MAX_VALUE);
        int skip = number(query, "$skip", 0, MOST_SKIPPED);
        var records = new ArrayList<Map<String, @Nullable Object>>();
        for (Blob blob : store.list(text, skip, Math.min(limit, options.maxLimit()))) {
            Map<String, @Nullable Object> record = described(blob);
            record.put("lastModified", blob.lastModified().toString());
            records.add(record);
        }
        return records;
    }

    private static int number(Map<String, @Nullable Object> query, String name, int otherwise, int most) {
        Object value = query.get(name);
        if (value == null) return otherwise;
        try {
            int number = Integer.parseInt(value.toString());
            if (number >= 0 && number <= most) return number;
        } catch (NumberFormatException e) {
            throw FeathersException.badRequest("%s must be a whole number", name)
                    .withCause(e);
        }
        throw FeathersException.badRequest("%s must be from 0 to %d", name, most);
    }

    /** Anything that is no id leads nowhere, too. */
    private static String checked(@Nullable Id id) {
        if (id == null) throw FeathersException.methodNotAllowed("Blobs are removed and replaced one by one");
        String text = id.toString();
        if (!BlobIds.isAllowed(text)) throw notFound(text);
        return text;
    }

    private Blob existing(String id) throws IOException {
        return store.find(id).orElseThrow(() -> notFound(id));
    }

    private static FeathersException notFound(String id) {
        return FeathersException.notFound("No record found for id '%s'", id);
    }
}
