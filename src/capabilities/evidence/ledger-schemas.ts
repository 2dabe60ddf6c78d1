/** What the ledger's routes take and answer (contracts §3, §6). */
import Type from 'typebox';

const hex = (description: string) => Type.String({ pattern: '^[0-9a-f]{64}$', description });
const moment = Type.String({ description: 'RFC 3339，毫秒，Z' });
const nullable = (schema: ReturnType<typeof Type.String>) => Type.Union([schema, Type.Null()]);
const count = (title: string, minimum = 1) =>
  Type.Integer({ title, minimum, maximum: Number.MAX_SAFE_INTEGER });

export const Cosigned = Type.Object({
  witness: Type.String({ description: '见证方的名称' }),
  keyId: Type.String(),
  publicKey: Type.String(),
  at: moment,
  signature: Type.String(),
});

const CheckpointAnswer = Type.Object({
  size: Type.Integer({ description: '事实条数' }),
  root: hex('树根（SM3，十六进制）'),
  at: moment,
  keyId: Type.String(),
  signature: Type.String({
    description: 'SM2（DER，base64），签的是 mingchuang-checkpoint\\n{size}\\n{root}\\n{at}\\n',
  }),
});

export const CosignedCheckpointAnswer = Type.Object({
  ...CheckpointAnswer.properties,
  cosignatures: Type.Array(Cosigned, {
    description: '见证方签的是 mingchuang-cosignature\\n{keyId}\\n{size}\\n{root}\\n{at}\\n{见证时间}\\n',
  }),
  timeStamps: Type.Array(
    Type.Object({
      authority: Type.String(),
      at: moment,
      serial: Type.String(),
      policy: Type.String(),
      token: Type.String({ description: 'RFC 3161 时间戳（DER，base64），盖在检查点的文本上' }),
    }),
  ),
});

export const KeysAnswer = Type.Object({
  items: Type.Array(
    Type.Object({
      keyId: Type.String({ description: '公钥 SM3 的前 16 位十六进制' }),
      algorithm: Type.String({ description: 'SM2/SM3，用户标识 1234567812345678' }),
      publicKey: Type.String({ description: '04、x、y，十六进制' }),
      pem: Type.String({ description: '同一个公钥，SubjectPublicKeyInfo' }),
      validFrom: moment,
      validTo: nullable(moment),
      endorsedBy: nullable(Type.String({ description: '前一个密钥' })),
      endorsement: nullable(
        Type.String({ description: '前一个密钥签的 mingchuang-key\\n{publicKey}\\n{validFrom}\\n' }),
      ),
    }),
  ),
  next: Type.Null(),
});

export const CheckpointsQuery = Type.Object({
  limit: Type.Integer({ minimum: 1, maximum: 200, default: 50 }),
  cursor: Type.Optional(Type.String({ pattern: '^[0-9]{1,15}$' })),
});
export const CheckpointsAnswer = Type.Object({
  items: Type.Array(CheckpointAnswer),
  next: nullable(Type.String()),
});

export const CheckpointPath = Type.Object({ size: count('事实条数') });

export const InclusionQuery = Type.Object({
  subject: Type.Optional(
    Type.String({ title: '对象', pattern: '^[a-z][a-z-]*/.+$', maxLength: 200, description: '类型/编号' }),
  ),
  version: Type.Optional(Type.Integer({ title: '版本', minimum: 1, maximum: 2_147_483_647 })),
  hash: Type.Optional(Type.String({ title: '散列值', pattern: '^[0-9a-f]{64}$' })),
  size: Type.Optional(count('事实条数')),
});
export const InclusionAnswer = Type.Object({
  leafIndex: Type.Integer({ description: '在账本中的位置，从 0 起' }),
  size: Type.Integer(),
  hash: hex('事实的散列值'),
  path: Type.Array(hex('相邻子树的散列值，从下往上')),
});
export const WaitingAnswer = Type.Object({ status: Type.String(), message: Type.String() });

export const ConsistencyQuery = Type.Object({ from: count('较小的条数'), to: count('较大的条数') });
export const ConsistencyAnswer = Type.Object({
  from: Type.Integer(),
  to: Type.Integer(),
  path: Type.Array(hex('子树的散列值')),
});
