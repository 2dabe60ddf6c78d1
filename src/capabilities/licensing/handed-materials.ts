/** Materials as a step takes them: documents, certificates from the applicant's wallet, promises. */
import Type from 'typebox';

export const handedMaterials = Type.Array(
  Type.Object(
    {
      materialCode: Type.String({ title: '材料', minLength: 1, maxLength: 64 }),
      documentId: Type.Optional(Type.String({ title: '文件', maxLength: 64 })),
      licenceId: Type.Optional(Type.String({ title: '电子证照', maxLength: 128 })),
      consentId: Type.Optional(Type.String({ title: '持证人的同意', maxLength: 64 })),
      deferred: Type.Optional(Type.Literal(true, { title: '稍后补交' })),
    },
    { additionalProperties: false },
  ),
  { title: '材料', maxItems: 200 },
);
