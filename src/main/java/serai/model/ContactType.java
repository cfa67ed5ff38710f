package serai.model;

/** The kind of a learner's contact. */
public enum ContactType {
    EMAIL, PHONE, AZURE_AD
}
