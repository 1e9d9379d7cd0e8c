package org.feathers4j.files;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/** Reads the answers of S3. Pure, for any thread. */
final class S3Xml {
    private S3Xml() {}

    /**
     * The texts below each element of a name, by the names of their elements; the texts of the root itself when the name is empty. No document type or entity is read.
     *
     * @throws IOException when it is no XML
     */
    static List<Map<String, String>> elements(byte[] xml, String name) throws IOException {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        try {
            XMLStreamReader reader = factory.createXMLStreamReader(new ByteArrayInputStream(xml));
            var found = new ArrayList<Map<String, String>>();
            int depth = 0;
            int wanted = name.isEmpty() ? 1 : 2;
            var text = new StringBuilder();
            while (reader.hasNext()) {
                int event = reader.next();
                if (event == XMLStreamConstants.START_ELEMENT) {
                    depth++;
                    text.setLength(0);
                    boolean begins = depth == wanted
                            && (name.isEmpty() || reader.getLocalName().equals(name));
                    if (begins) found.add(new LinkedHashMap<>());
                    else if (depth == wanted) skip(reader);
                    if (!begins && depth == wanted) depth--;
                } else if (event == XMLStreamConstants.END_ELEMENT) {
                    if (depth == wanted + 1) found.getLast().put(reader.getLocalName(), text.toString());
                    depth--;
                } else if (event == XMLStreamConstants.CHARACTERS || event == XMLStreamConstants.CDATA)
                    text.append(reader.getText());
            }
            return found;
        } catch (XMLStreamException e) {
            throw new IOException("The answer of S3 is no XML", e);
        }
    }

    private static void skip(XMLStreamReader reader) throws XMLStreamException {
        int open = 1;
        while (open > 0) {
            int event = reader.next();
            if (event == XMLStreamConstants.START_ELEMENT) open++;
            if (event == XMLStreamConstants.END_ELEMENT) open--;
        }
    }
}
