// An OpenID provider of others (oidc-provider, certified by the OpenID Foundation), in memory. Arguments: port, redirect address.
// Whoever comes in with any password is signed in; the name before the dash of somebody's login is their group.
import { Provider } from 'oidc-provider';

const [port, redirect] = process.argv.slice(2);
const issuer = `http://127.0.0.1:${port}`;
const provider = new Provider(issuer, {
  clients: [{ client_id: 'serai-page', client_secret: 'a-secret-of-the-client', redirect_uris: [redirect] }],
  pkce: { required: () => true },
  scopes: ['openid', 'profile', 'groups'],
  claims: { openid: ['sub'], profile: ['preferred_username'], groups: ['groups'] },
  conformIdTokenClaims: false, // groups stand in the ID token, as at Microsoft Entra ID, Okta and Keycloak
  features: { devInteractions: { enabled: true } },
  cookies: { keys: ['of a test'] },
  findAccount: (context, id) => ({
    accountId: id,
    claims: () => ({ sub: id, preferred_username: id, groups: [id.split('-')[0]] }),
  }),
});
provider.listen(Number(port), '127.0.0.1', () => console.log(`listening at ${issuer}`));
