package org.feathers4j.json;

import java.util.Base64;
import java.util.Map;

import com.fasterxml.jackson.annotation.JsonFormat;
import org.feathers4j.Id;
import org.feathers4j.JsNumbers;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.BeanDescription;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.SerializationConfig;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.jsontype.TypeSerializer;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.module.SimpleSerializers;
import tools.jackson.databind.type.ArrayType;

/** Makes Jackson write values as {@link Plain} and {@link Numbers} do, so that they look the same inside a record. */
final class PlainModule extends SimpleModule {
    private static final long serialVersionUID = 1L;

    PlainModule() {
        super("feathers4j");
        setSerializers(new Serializers());
        addSerializer(Double.class, new OfDouble());
        addSerializer(double.class, new OfDouble());
        addDeserializer(byte[].class, new OfBuffer());
        addDeserializer(Id.class, new OfId());
    }

    @Override
    public void setupModule(SetupContext context) {
        super.setupModule(context);
        context.insertAnnotationIntrospector(new RequiredComponents());
    }

    private static final class Serializers extends SimpleSerializers {
        private static final long serialVersionUID = 1L;

        @Override
        public @Nullable ValueSerializer<?> findSerializer(
                SerializationConfig config,
                JavaType type,
                BeanDescription.Supplier description,
                JsonFormat.@Nullable Value format) {
            return Plain.knows(type.getRawClass())
                    ? new OfKnown()
                    : super.findSerializer(config, type, description, format);
        }

        @Override
        public @Nullable ValueSerializer<?> findArraySerializer(
                SerializationConfig config,
                ArrayType type,
                BeanDescription.Supplier description,
                JsonFormat.@Nullable Value format,
                @Nullable TypeSerializer itemTypes,
                @Nullable ValueSerializer<Object> items) {
            return type.hasRawClass(byte[].class)
                    ? new OfKnown()
                    : super.findArraySerializer(config, type, description, format, itemTypes, items);
        }
    }

    private static final class OfKnown extends ValueSerializer<Object> {
        @Override
        public void serialize(Object value, JsonGenerator generator, SerializationContext context) {
            Object plain = Plain.of(value);
            if (plain == null) generator.writeNull();
            else context.writeValue(generator, plain);
        }
    }

    /** An integral double is the same number as the integer, as in JavaScript. */
    private static final class OfDouble extends ValueSerializer<Double> {
        @Override
        public void serialize(Double value, JsonGenerator generator, SerializationContext context) {
            double number = value;
            if (number == (int) number) generator.writeNumber((int) number);
            else if (JsNumbers.isSafe(number)) generator.writeNumber((long) number);
            else generator.writeNumber(number);
        }
    }

    /** A number or a text. */
    private static final class OfId extends ValueDeserializer<Id> {
        @Override
        public Id deserialize(JsonParser parser, DeserializationContext context) {
            return switch (parser.currentToken()) {
                case VALUE_STRING, VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT ->
                    new Id(context.readValue(parser, Object.class));
                default -> (Id) context.handleUnexpectedToken(Id.class, parser);
            };
        }
    }

    /** Node's Buffer in JSON, or Base64 as other programs write it. */
    private static final class OfBuffer extends ValueDeserializer<byte[]> {
        @Override
        public byte @Nullable [] deserialize(JsonParser parser, DeserializationContext context) {
            if (parser.currentToken() == JsonToken.VALUE_STRING) return base64(parser, context);
            Object json = parser.currentToken() == JsonToken.START_OBJECT ? context.readValue(parser, Map.class) : null;
            Object data =
                    json instanceof Map<?, ?> buffer ? buffer.get("data") : context.readValue(parser, Object.class);
            Object octets = data == null ? null : Typed.fromPlain(data, int[].class);
            return octets instanceof int[] numbers ? bytes(numbers) : new byte[0];
        }

        private static byte[] bytes(int[] octets) {
            var bytes = new byte[octets.length];
            for (int i = 0; i < bytes.length; i++) bytes[i] = (byte) octets[i];
            return bytes;
        }

        private static byte @Nullable [] base64(JsonParser parser, DeserializationContext context) {
            String text = parser.getString();
            try {
                return Base64.getDecoder().decode(text);
            } catch (IllegalArgumentException wrong) {
                return (byte[]) context.handleWeirdStringValue(byte[].class, text, "not Base64");
            }
        }
    }
}
