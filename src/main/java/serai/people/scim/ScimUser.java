package serai.people.scim;

import com.fasterxml.jackson.databind.JsonNode;
import serai.people.source.KnownPerson;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Makes people of the directory of SCIM's users (RFC 7643, sections 4.1 and 4.3). */
final class ScimUser {

    private static final String ENTERPRISE = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";
    /** Types of numbers that are a department's, and no person's. */
    private static final Set<String> NOBODYS = Set.of("fax", "pager");

    private ScimUser() {
    }

    /** Whether the user still belongs to the organisation. Some servers send {@code active} as text. */
    static boolean isActive(JsonNode user) {
        return !user.path("active").asText("true").equalsIgnoreCase("false");
    }

    /**
     * The organisation's id of the user; empty if the user has none.
     *
     * @param attribute that has it: {@code employeeNumber}, {@code externalId}, {@code userName} or {@code id}
     */
    static String id(JsonNode user, String attribute) {
        JsonNode of = attribute.equals("employeeNumber") ? user.path(ENTERPRISE) : user;
        return of.path(attribute).asText("").strip();
    }

    /** @param id the organisation's */
    static KnownPerson person(JsonNode user, String id) {
        List<String> emails = new ArrayList<>();
        values(user.path("emails")).forEach(email -> add(email.path("value"), emails));
        String name = user.path("userName").asText("").strip();
        if (name.indexOf('@') > 0 && !emails.contains(name)) { // what somebody signs in with is an address too
            emails.add(name);
        }
        List<String> phones = new ArrayList<>();
        values(user.path("phoneNumbers")).stream().filter(phone -> !NOBODYS.contains(phone.path("type").asText("")))
                .forEach(phone -> add(phone.path("value"), phones));
        JsonNode names = user.path("name");
        return new KnownPerson(id, emails, phones, names.path("givenName").asText("").strip(),
                names.path("familyName").asText("").strip(), Map.of());
    }

    private static List<JsonNode> values(JsonNode several) {
        List<JsonNode> values = new ArrayList<>();
        several.forEach(values::add);
        return values;
    }

    private static void add(JsonNode value, List<String> to) {
        String text = value.asText("").strip();
        if (!text.isEmpty()) {
            to.add(text);
        }
    }
}
